import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cliErrors } from './errors.ts';

// Endings that films come with. A file named directly is taken whatever it is called: inspection judges it.
const endings =
  /\.(3g2|3gp|asf|avi|divx|dv|f4v|flv|m2ts|m2v|m4v|mkv|mov|mp4|mpe?g|mts|mxf|ogm|ogv|qt|rmvb?|ts|vob|webm|wmv|y4m)$/i;

/** Absolute paths of the films that the words name, folders searched through, in order of name. */
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
    const films = entries.filter((entry) => entry.isFile() && endings.test(entry.name) && !entry.name.startsWith('.'));
    if (films.length === 0) throw cliErrors.error('cli.no-films', { path });
    found.push(...films.map((entry) => join(entry.parentPath, entry.name)).sort());
  }
  return found;
}
