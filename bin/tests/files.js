// The files of tests, and what each may take.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/our-node.js';

/** @typedef {import('./run-file.js').Job} Job */

const testLimitMs = 900_000;
const suiteLimitMs = 1_800_000;

/** Units and journeys. @returns {readonly Job[]} */
export function tests() {
  return ['src', 'laws', 'bin', 'test'].flatMap((folder) => jobsOf(folder, /\.test\.(ts|js)$/, testLimitMs));
}

/** What kills on purpose, and what takes many films. @returns {readonly Job[]} */
export function suites() {
  return ['src', 'test'].flatMap((folder) => jobsOf(folder, /\.suite\.ts$/, suiteLimitMs));
}

/** Journeys that need no browser, and so are quick enough to be told again and again. */
const onTrial = ['upload', 'stream', 'processes'];

/**
 * Journeys on engines that behave as networks may, once for each seed of their chance.
 * @param {readonly number[]} seeds
 * @returns {readonly Job[]}
 */
export function trials(seeds) {
  return seeds.flatMap((seed) =>
    onTrial.map((journey) => ({
      name: `test/journeys/${journey}.test.ts (trial engines, seed ${seed})`,
      file: `test/journeys/${journey}.test.ts`,
      env: { BIJOU_ENGINES: 'trial', BIJOU_TRIAL_SEED: String(seed) },
      limitMs: testLimitMs,
    })),
  );
}

/** What `npm run check` asks beside the tests. @returns {readonly Job[]} */
export function checks() {
  return ['types', 'lint', 'laws'].map((script) => ({
    name: `npm run ${script}`,
    command: ['npm', 'run', '--silent', script],
    limitMs: testLimitMs,
  }));
}

/** @param {string} folder @param {RegExp} ending @param {number} limitMs @returns {readonly Job[]} */
function jobsOf(folder, ending, limitMs) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => ending.test(file))
    .sort()
    .map((file) => ({ name: file, file, limitMs }));
}
