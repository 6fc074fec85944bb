// Runs test files with our own Node.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { ourNode, root } from './our-node.js';

/**
 * The files of a folder that end so, by their paths from the root.
 * @param {string} folder
 * @param {RegExp} ending
 */
export function filesIn(folder, ending) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => ending.test(file))
    .sort();
}

/**
 * @param {readonly string[]} files
 * @param {{ atOnce: number, limitMs: number }} how
 * @returns {{ code: number, failed: readonly string[] }} The files with a test that failed.
 */
export function runTests(files, { atOnce, limitMs }) {
  if (files.length === 0) return { code: 0, failed: [] };
  const scratch = mkdtempSync(join(tmpdir(), 'bijou-tests-'));
  const results = join(scratch, 'results');
  writeFileSync(results, '');
  const args = [join(root, 'bin', 'setup', 'run-files.js'), results, String(atOnce), String(limitMs), ...files];
  try {
    const code = spawnSync(ourNode() ?? process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
    const ended = readFileSync(results, 'utf8').split('\n').filter(Boolean).map(parseResult);
    tellLongest(ended);
    const passed = new Set(ended.filter(({ ok }) => ok).map(({ file }) => file));
    return { code, failed: files.filter((file) => !passed.has(file)) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @typedef {{ file: string, ms: number, ok: boolean }} Result */

/** @param {string} line @returns {Result} */
function parseResult(line) {
  const { file, ms, ok } = JSON.parse(line);
  return { file: relative(root, file), ms, ok };
}

const toldAtMost = 15;
const toldFromMs = 5_000;

/** A gate that grows slow is seen where it does. @param {readonly Result[]} ended */
function tellLongest(ended) {
  const long = ended.filter(({ ms }) => ms >= toldFromMs).toSorted((a, b) => b.ms - a.ms);
  if (long.length === 0) return;
  console.log('\nThe longest files, in seconds:');
  for (const { file, ms } of long.slice(0, toldAtMost)) console.log(`${Math.round(ms / 1000)}`.padStart(6), file);
}

/**
 * Tests share the machine with whatever else it does just then, so files of which one fails are told a second time, by
 * themselves: what fails again is broken, and what does not is named, for whoever mends it.
 * @param {readonly string[]} files
 * @param {{ atOnce: number, limitMs: number }} how
 * @returns {number} 0 where every file passed at last.
 */
export function runTwice(files, how) {
  const first = runTests(files, how);
  if (first.code === 0 || first.failed.length === 0) return first.code;
  console.log(`\nThese failed, and are told once more:\n  ${first.failed.join('\n  ')}\n`);
  const second = runTests(first.failed, { ...how, atOnce: 1 });
  const passed = first.failed.filter((file) => !second.failed.includes(file));
  if (passed.length > 0) console.log(`\nPassed the second time, and want mending:\n  ${passed.join('\n  ')}\n`);
  if (second.failed.length > 0) console.log(`\nFailed twice:\n  ${second.failed.join('\n  ')}\n`);
  return second.code;
}

/**
 * Journeys are whole programs and browsers, which wait more than they work: two files at a time, the longest first.
 * @param {readonly string[]} files
 * @param {number} limitMs
 */
export function runJourneys(files, limitMs) {
  return runTwice(longestFirst(files), { atOnce: 2, limitMs });
}

/** A file that takes minutes must not be the last to begin. What is not named here takes its place behind. */
const long = ['first-start', 'kills', 'thousand', 'package', 'variants', 'faults', 'player', 'playing', 'studio'];

/** @param {readonly string[]} files */
function longestFirst(files) {
  const rank = (/** @type {string} */ file) => {
    const at = long.findIndex((word) => basename(file).startsWith(`${word}.`));
    return at < 0 ? long.length : at;
  };
  return files.toSorted((a, b) => rank(a) - rank(b));
}
