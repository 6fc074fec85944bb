// What test files took the last time, on this machine, or else where the table beside this file was written.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../setup/our-node.js';
import { cacheFolder } from './cache-folder.js';
import { unknown } from './schedule.js';

const table = join(root, 'bin', 'tests', 'figures.json');
const learned = () => cacheFolder('figures.json');
/** A wall clock that neighbours have slowed is forgotten soon; a file that has grown is learned as soon. */
const forgets = 1.1;

/** @typedef {import('./schedule.js').Expected} Expected */

/** @returns {(name: string) => Expected} */
export function readFigures() {
  const known = { ...read(table), ...read(learned()) };
  return (name) => known[keyOf(name)] ?? unknown;
}

/**
 * Learns from files that passed. The shortest wall clock counts: the rest of it was waiting for the others.
 * @param {readonly { name: string, wall: number, cpu: number | undefined }[]} passed
 * @param {{ into?: string }} [where] The learned figures unless told.
 */
export function learn(passed, { into = learned() } = {}) {
  const known = { ...read(table), ...read(into) };
  for (const { name, wall, cpu } of passed) {
    const before = known[keyOf(name)];
    const shortest = before === undefined ? wall : Math.min(wall, before.wall * forgets);
    known[keyOf(name)] = { wall: rounded(shortest), cpu: rounded(cpu ?? shortest) };
  }
  const sorted = Object.entries(known).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted.map(([name, figures]) => `  "${name}": { "wall": ${figures.wall}, "cpu": ${figures.cpu} }`);
  mkdirSync(dirname(into), { recursive: true });
  writeFileSync(`${into}.new`, `{\n${lines.join(',\n')}\n}\n`);
  renameSync(`${into}.new`, into);
}

/** Whatever its chance brings, a file takes as long. @param {string} name */
function keyOf(name) {
  return name.replace(/, seed \d+/, '');
}

/** @param {string} file @returns {Record<string, Expected>} */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** @param {number} seconds */
function rounded(seconds) {
  return Math.round(seconds * 10) / 10;
}
