import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isFilmFile } from '../contracts/index.ts';
import { cliErrors } from './errors.ts';

/**
 * Absolute paths of the films that the words name, folders searched through, in order of name. A file that is named
 * directly is taken whatever it is called: inspection judges it.
 */
export async function findMediaFiles(words: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const word of words) {
    const path = resolve(word);
    const info = await stat(path).catch(() => undefined);
    if (info === undefined) throw cliErrors.error('cli.no-such-path', { path });
    if (!info.isDirectory()) {
      found.push(path);
      continue;
    }
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const films = entries.filter((entry) => entry.isFile() && isFilmFile(entry.name));
    if (films.length === 0) throw cliErrors.error('cli.no-films', { path });
    found.push(...films.map((entry) => join(entry.parentPath, entry.name)).sort());
  }
  return found;
}
