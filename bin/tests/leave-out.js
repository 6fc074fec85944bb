// Leaves out of a whole run what the change cannot have touched, and says so. ALL=1 leaves out nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/our-node.js';
import { reachIn } from './arrows.js';
import { changeIn } from './change.js';
import { chooseTests } from './touched.js';

const folders = ['src', 'test', 'bin', 'laws', 'docs', 'bench'];
const dayMs = 86_400_000;

/**
 * @param {readonly import('./run-file.js').Job[]} jobs
 * @returns {readonly import('./run-file.js').Job[]}
 */
export function leaveOut(jobs) {
  if (process.env.ALL === '1') return jobs;
  const change = changeIn(root);
  if (change === undefined) {
    console.log('Everything is told: nothing is known of what has changed since it passed.');
    return jobs;
  }
  const tests = [...new Set(jobs.flatMap(({ file }) => file ?? []))];
  const files = folders.flatMap(filesBelow);
  const reach = reachIn(files, (file) => readFileSync(join(root, file), 'utf8'));
  const day = Math.floor(Date.now() / dayMs);
  const { told, today, left } = chooseTests(tests, { changed: change.files, files, reach, day });
  const base = `${change.base.slice(0, 12)}, ${change.why}`;
  console.log(
    `${change.files.length} files have changed since ${base}: they touch ${told.length} of ${tests.length} test files.`,
  );
  if (today.length > 0) console.log(`Told all the same, as the third of the others that is today’s:${listOf(today)}`);
  if (left.length > 0)
    console.log(`Left out, since nothing that they reach has changed (ALL=1 tells them):${listOf(left)}`);
  return jobs.filter(({ file }) => file === undefined || !left.includes(file));
}

/** @param {readonly string[]} names */
function listOf(names) {
  return `\n  ${names.join('\n  ')}`;
}

/** @param {string} folder @returns {readonly string[]} */
function filesBelow(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1));
}
