// `npm test` in a checkout: sets up what is missing, then runs every test with our own Node. With words behind it,
// runs the files whose paths contain one of them. With --gate, everything that must pass before a change goes
// in, but what the change cannot have touched.
import { buildProgram } from './setup/built-program.js';
import { bringDependencies } from './setup/dependencies.js';
import { root } from './setup/our-node.js';
import { bringProgram } from './setup/system-programs.js';
import { buildWebApp } from './setup/web-app.js';
import { notePassed } from './tests/change.js';
import { checks, suites, tests, trials } from './tests/files.js';
import { leaveOut } from './tests/leave-out.js';
import { runAll } from './tests/run-all.js';

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const isGate = process.argv.includes('--gate');

await bringDependencies();
if (!bringProgram('ffmpeg') || !bringProgram('chromium')) process.exit(1);
if (isGate) bringProgram('nginx');
await buildWebApp();
// The journeys start many a Bijou: they run what users run, and start it in half the time.
await buildProgram();

const isWhole = isGate && words.length === 0;
const all = isGate ? [...checks(), ...tests(), ...suites(), ...trials(seedsOfDay())] : tests();
const named = all.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
if (named.length === 0) {
  console.error(`No test file's path contains ${words.join(' or ')}.`);
  process.exit(1);
}
const code = await runAll(isWhole ? leaveOut(named) : named, { tellAll: words.length > 0 });
if (isWhole && code === 0) notePassed(root);
process.exit(code);

/** Two, others each day; what fails names its own. */
function seedsOfDay() {
  const day = Math.floor(Date.now() / 86_400_000);
  return [2 * day, 2 * day + 1];
}
