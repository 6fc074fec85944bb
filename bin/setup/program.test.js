// People have other Nodes than ours: the scripts that hand over must load on all of them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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
