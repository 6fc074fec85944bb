// `npm test` in a checkout: sets up what is missing, then runs every test with our own Node. With words behind it,
// runs the files whose paths contain one of them.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bringDependencies } from './setup/dependencies.js';
import { ourNode, root } from './setup/our-node.js';
import { bringProgram } from './setup/system-programs.js';
import { buildWebApp } from './setup/web-app.js';

bringDependencies();
if (!bringProgram('ffmpeg') || !bringProgram('chromium')) process.exit(1);
buildWebApp();

const words = process.argv.slice(2);
const files = ['src', 'laws', 'bin', 'test']
  .flatMap(testsIn)
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
if (files.length === 0) {
  console.error(`No test file's path contains ${words.join(' or ')}.`);
  process.exit(1);
}
// Journeys start servers and browsers: on two cores, two files at a time are enough.
// One that hangs fails, and does not hold up the rest for ever.
const args = ['--test', '--test-concurrency=2', '--test-timeout=900000', '--test-reporter=spec', ...files];
const run = spawnSync(ourNode() ?? process.execPath, args, { cwd: root, stdio: 'inherit' });
process.exit(run.status ?? 1);

function testsIn(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => /\.test\.(ts|js)$/.test(file))
    .sort();
}
