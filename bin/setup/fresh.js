// Whether something that was built is newer than all that it was built from.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './our-node.js';

/** By file or folder of the checkout: each is looked through once. */
const looked = new Map();

/**
 * @param {string} built the last file that is built
 * @param {readonly string[]} sources files and folders, from the checkout on
 */
export function isFresh(built, sources) {
  return existsSync(built) && Math.max(...sources.map(newestIn)) <= statSync(built).mtimeMs;
}

function newestIn(source) {
  const known = looked.get(source) ?? newestOf(resolve(root, source));
  looked.set(source, known);
  return known;
}

function newestOf(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  // An editor renames and removes files while we look.
  if (status === undefined) return 0;
  let newest = status.mtimeMs;
  if (!status.isDirectory()) return newest;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) newest = Math.max(newest, newestOf(inside));
    else if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) newest = Math.max(newest, newestOf(inside));
  }
  return newest;
}
