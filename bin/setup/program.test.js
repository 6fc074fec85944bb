// People have other Nodes than ours: the scripts that hand over must load on all of them.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { it } from 'node:test';
import { root } from './our-node.js';

const others = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .map((folder) => join(folder, 'node'))
  .filter(existsSync);

it('every Node of this machine starts Bijou', () => {
  for (const node of new Set([process.execPath, ...others])) {
    const run = spawnSync(node, [join(root, 'bin', 'bijou.js'), '--version'], { encoding: 'utf8' });
    assert.equal(run.status, 0, `${node}: ${run.stderr}`);
    assert.match(run.stdout, /^\d+\.\d+\.\d+/);
  }
});

it('the command may be run, here and in every clone', () => {
  accessSync(join(root, 'bin', 'bijou.js'), constants.X_OK);
  const listed = spawnSync('git', ['ls-files', '-s', 'bin/bijou.js'], { cwd: root, encoding: 'utf8' });
  // A package is no clone.
  if (listed.status === 0 && listed.stdout !== '') assert.match(listed.stdout, /^100755 /);
});

it('a reader that goes first is no trouble, on either output', async () => {
  const cases = /** @type {const} */ ([
    ['help', 'stdout', 0],
    ['no-such-word', 'stderr', 2],
  ]);
  for (const [word, closed, wanted] of cases) {
    const child = spawn(process.execPath, [join(root, 'bin', 'bijou.js'), word], { stdio: ['ignore', 'pipe', 'pipe'] });
    child[closed].destroy();
    let said = '';
    child[closed === 'stdout' ? 'stderr' : 'stdout'].on('data', (text) => {
      said += text;
    });
    const [code] = await once(child, 'close');
    assert.deepEqual({ said, code }, { said: '', code: wanted }, word);
  }
});
