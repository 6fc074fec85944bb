// What test runs keep between them, outside of every checkout: figures of files, films that were made, compiled sources.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** @param {readonly string[]} path Below the user's own folder for what can be made again. */
export function cacheFolder(...path) {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  return join(XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), '.cache'), 'bijou-tests', ...path);
}
