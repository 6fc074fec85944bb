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
const units = ['src', 'laws', 'bin'].flatMap(testsIn);
const journeys = testsIn('test');
if (units.length + journeys.length === 0) {
  console.error(`No test file's path contains ${words.join(' or ')}.`);
  process.exit(1);
}
// Journeys start servers and browsers, and are told one after the other.
const codes = [run(units, 2), run(journeys, 1)];
process.exit(Math.max(...codes));

function run(files, atOnce) {
  if (files.length === 0) return 0;
  // A test that hangs fails, and a file ends with its last test: neither holds up the rest for ever.
  const bounds = ['--test-timeout=900000', '--test-force-exit'];
  const args = ['--test', `--test-concurrency=${atOnce}`, ...bounds, '--test-reporter=spec', ...files];
  return spawnSync(ourNode() ?? process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

function testsIn(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => /\.test\.(ts|js)$/.test(file))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort();
}
