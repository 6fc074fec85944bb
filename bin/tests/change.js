// What has changed since a state of the sources that is known to have passed, as far as a checkout can know.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cacheFolder } from './cache-folder.js';

/** @typedef {{ base: string, why: string, files: readonly string[] }} Change */

/**
 * @param {string} root
 * @param {{ passed?: string | undefined }} [known] The last commit that passed here, unless told.
 * @returns {Change | undefined} Undefined where nothing is known.
 */
export function changeIn(root, { passed = readPassed(root) } = {}) {
  const git = gitIn(root);
  if (passed !== undefined && git('merge-base', '--is-ancestor', passed, 'HEAD') !== undefined)
    return since(root, passed, 'the last commit that passed here');
  const main = ['@{upstream}', 'origin/HEAD', 'main', 'master'].find((name) => git('rev-parse', '--verify', name));
  const fork = main === undefined ? undefined : git('merge-base', main, 'HEAD');
  if (main === undefined || fork === undefined) return undefined;
  const change = since(root, fork, `where this leaves ${main}`);
  // A main branch by itself tells nothing of what it was when it passed.
  return change === undefined || change.files.length === 0 ? undefined : change;
}

/** Notes that all of these sources passed, if they are those of a commit. @param {string} root @param {string} [file] */
export function notePassed(root, file = passedFile(root)) {
  const git = gitIn(root);
  const head = git('rev-parse', 'HEAD');
  if (file === undefined || head === undefined || git('status', '--porcelain') !== '') return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, head);
}

/** @param {string} root @param {string} base @param {string} why @returns {Change | undefined} */
function since(root, base, why) {
  const git = gitIn(root);
  const committed = git('diff', '--name-only', '--no-renames', '-z', base);
  const fresh = git('ls-files', '--others', '--exclude-standard', '-z');
  if (committed === undefined || fresh === undefined) return undefined;
  return { base, why, files: [...new Set([committed, fresh].flatMap((names) => names.split('\0')))].filter(Boolean) };
}

/** @param {string} root @returns {string | undefined} */
function readPassed(root) {
  const file = passedFile(root);
  try {
    return file === undefined ? undefined : readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** One for all checkouts of the same sources. @param {string} root @returns {string | undefined} */
function passedFile(root) {
  const first = gitIn(root)('rev-list', '--max-parents=0', 'HEAD')?.split('\n')[0];
  return first === undefined ? undefined : cacheFolder('passed', first);
}

/** @param {string} root @returns {(...words: string[]) => string | undefined} Undefined where git refuses. */
function gitIn(root) {
  return (...words) => {
    const { status, stdout } = spawnSync('git', words, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return status === 0 ? stdout.replace(/\n$/, '') : undefined;
  };
}
