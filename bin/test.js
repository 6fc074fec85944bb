// `npm test` in a checkout: sets up what is missing, then runs every test with our own Node. With words behind it,
// runs the files whose paths contain one of them.
import { bringDependencies } from './setup/dependencies.js';
import { bringProgram } from './setup/system-programs.js';
import { filesIn, runJourneys, runTwice } from './setup/tests.js';
import { buildWebApp } from './setup/web-app.js';

await bringDependencies();
if (!bringProgram('ffmpeg') || !bringProgram('chromium')) process.exit(1);
await buildWebApp();

const limitMs = 900_000;
const words = process.argv.slice(2);
const units = ['src', 'laws', 'bin'].flatMap(testsIn);
const journeys = testsIn('test');
if (units.length + journeys.length === 0) {
  console.error(`No test file's path contains ${words.join(' or ')}.`);
  process.exit(1);
}
const codes = [runTwice(units, { atOnce: 2, limitMs }), runJourneys(journeys, limitMs)];
process.exit(Math.max(...codes));

/** @param {string} folder */
function testsIn(folder) {
  const files = filesIn(folder, /\.test\.(ts|js)$/);
  return files.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
}
