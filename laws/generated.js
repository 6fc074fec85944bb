// Law 8: what is generated is checked in, and equal to what its writer would write now.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const writers = [
  'write-tsconfigs.js',
  'write-graph.js',
  'write-openapi.js',
  'write-services.js',
  'write-access.js',
  'write-config-schema.js',
];

/** Sentences, one a stale file. */
export function generatedViolations(root) {
  return writers.flatMap((writer) => {
    const run = spawnSync(process.execPath, [join(root, 'laws', writer), '--check'], { encoding: 'utf8' });
    return run.status === 0 ? [] : [`laws/${writer}: ${run.stderr.trim()}`];
  });
}
