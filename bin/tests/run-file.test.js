import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { watchTrees } from './cpu.js';
import { runFile } from './run-file.js';

describe('a test file that is run', () => {
  /** @type {string} */
  let scratch;
  const trees = watchTrees();

  before(() => {
    scratch = mkdtempSync(join(tmpdir(), 'bijou-run-file-'));
  });

  after(() => {
    trees.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  /** @param {string} name @param {string} body */
  function run(name, body, limitMs = 60_000) {
    const file = join(scratch, `${name}.test.mjs`);
    writeFileSync(file, `import { test } from 'node:test';\nimport assert from 'node:assert';\n${body}\n`);
    return runFile({ name: file, limitMs }, { scratch, trees }).ended;
  }

  it('passes with its tests counted, and ends with the last of them whatever is left open', async () => {
    const ended = await run('good', "test('a', () => {}); test('b', { skip: true }); setInterval(() => {}, 1000);");
    assert.equal(ended.ok, true, ended.output);
    assert.deepEqual([ended.counts?.tests, ended.counts?.skipped], [2, 1]);
    assert.ok(ended.wall > 0);
  });

  it('fails with one of its tests, and says why', async () => {
    const ended = await run('bad', "test('a', () => {}); test('b', () => assert.equal(1, 2, 'one is not two'));");
    assert.equal(ended.ok, false);
    assert.match(ended.output, /one is not two/);
  });

  it('fails where it tells no test, and where it cannot be read', async () => {
    assert.match((await run('empty', '')).output, /told no test/);
    assert.equal((await run('exits', "test('a', () => {}); process.exit(0);")).ok, false);
    assert.equal((await run('broken', "import './nowhere.js'; test('a', () => {});")).ok, false);
  });

  it('fails where a test takes longer than it may, and where it blocks the process that would notice', async () => {
    const waits = await run('waits', "test('a', () => new Promise((r) => setTimeout(r, 60_000)));", 500);
    assert.match(waits.output, /timed out/);
    const blocks = await run('blocks', "test('a', () => { for (;;); });", 500);
    assert.equal(blocks.ok, false);
    assert.match(blocks.output, /killed/);
  });
});
