// Each law is shown to fail on a planted violation: a copy of the sources, one bad line, the law's own command.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { browserViolations } from './browser.js';
import { errorCodeViolations } from './error-codes.js';
import { generatedViolations } from './generated.js';
import { importViolations } from './imports.js';
import { portViolations } from './ports.js';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');

describe('the laws', () => {
  let copy;

  before(() => {
    copy = mkdtempSync(join(tmpdir(), 'bijou-laws-'));
    for (const name of [
      'src',
      'laws',
      'docs',
      'package.json',
      'tsconfig.json',
      'tsconfig.base.json',
      'tsconfig.tests.json',
    ])
      cpSync(join(here, name), join(copy, name), { recursive: true });
    symlinkSync(join(here, 'node_modules'), join(copy, 'node_modules'));
  });

  after(() => rmSync(copy, { recursive: true, force: true }));

  /** Writes a file into the copy, runs the check, and puts things back. */
  async function planted(file, text, check) {
    const path = join(copy, file);
    let old;
    try {
      old = readFileSync(path, 'utf8');
    } catch {
      old = undefined;
    }
    writeFileSync(path, text(old ?? ''));
    try {
      return await check();
    } finally {
      if (old === undefined) rmSync(path);
      else writeFileSync(path, old);
    }
  }

  it('an import against the arrows fails', async () => {
    const said = await planted(
      'src/kit/planted.ts',
      () => "import '../contracts/index.ts';\n",
      () => importViolations(copy),
    );
    assert.match(said.join('\n'), /src\/kit\/planted\.ts → src\/contracts\/index\.ts \(kit: arrows\)/);
  });

  it('a service that imports another service fails', async () => {
    const line = "import '../catalog/index.ts';\n";
    const said = await planted(
      'src/services/studio/planted.ts',
      () => line,
      () => importViolations(copy),
    );
    assert.match(said.join('\n'), /services\/studio: arrows/);
  });

  it('a service that chooses its engine fails', async () => {
    const line = "import '../../engines/sql/sqlite/open.ts';\n";
    const said = await planted(
      'src/services/catalog/planted.ts',
      () => line,
      () => importViolations(copy),
    );
    assert.match(said.join('\n'), /services\/catalog: arrows/);
  });

  it('a package imported where it may not be fails', async () => {
    const line = "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n";
    const said = await planted(
      'src/media/planted.ts',
      () => line,
      () => importViolations(copy),
    );
    assert.match(said.join('\n'), /src\/media\/planted\.ts → fs \(media: packages\)/);
  });

  it('modules that the judge of imports cannot see fail', async () => {
    // What dependency-cruiser answers, with exit code 0, where it cannot load the compiler.
    const blind = async () => ({ output: { modules: [], summary: { violations: [] } } });
    assert.match((await importViolations(copy, blind)).join('\n'), /saw 0 of \d+ modules/);
  });

  it('Node in a room for browsers fails', async () => {
    const plant = (old) => `${old}\nexport { readFileSync } from 'node:fs';\n`;
    const said = await planted('src/kit/index.ts', plant, () => browserViolations(copy));
    assert.match(said.join('\n'), /src\/kit does not bundle for a browser/);
  });

  for (const [what, line] of [
    ['time', 'export const at = Date.now();'],
    ['chance', 'export const roll = Math.random();'],
    ['the network', "export const page = fetch('http://127.0.0.1/');"],
    ['the environment', 'export const home = process.env.HOME;'],
  ]) {
    it(`${what} taken past its port fails`, async () => {
      const said = await planted(
        'src/services/studio/planted.ts',
        () => `${line}\n`,
        () => portViolations(copy),
      );
      assert.match(said.join('\n'), /src\/services\/studio\/planted\.ts:1 uses/);
    });
  }

  it('a service that asks where it runs fails', async () => {
    const line = 'export function where(deps: { isDistributed: boolean }) { return deps.isDistributed; }\n';
    const said = await planted(
      'src/services/studio/planted.ts',
      () => line,
      () => portViolations(copy),
    );
    assert.match(said.join('\n'), /asks where it runs/);
  });

  it('an error code declared twice fails', async () => {
    const text =
      "import { errorCatalogue } from '../../kit/index.ts';\nexport const twice = errorCatalogue({ 'request.invalid': { status: 400, retry: 'never', sentence: 'No.' } });\n";
    const said = await planted(
      'src/services/studio/planted.ts',
      () => text,
      () => errorCodeViolations(copy),
    );
    assert.match(said.join('\n'), /request\.invalid is declared in/);
  });

  it('a generated file changed by hand fails', async () => {
    const said = await planted(
      'src/kit/tsconfig.json',
      (old) => old.replace('dist', 'elsewhere'),
      () => generatedViolations(copy),
    );
    assert.match(said.join('\n'), /src\/kit\/tsconfig\.json/);
  });

  it('a port method that an adapter lacks fails the compiler', async () => {
    const plant = (old) =>
      old.replace('export interface Queue {', 'export interface Queue {\n  plantedMethod(): Promise<void>;');
    const said = await planted('src/engines/queue/index.ts', plant, () => {
      const tsc = join(here, 'node_modules', 'typescript-native', 'bin', 'tsc');
      return spawnSync(process.execPath, [tsc, '-b', 'src/engines/queue'], { cwd: copy, encoding: 'utf8' });
    });
    assert.notEqual(said.status, 0);
    assert.match(said.stdout, /plantedMethod/);
  });
});
