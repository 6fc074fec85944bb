import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectInfo } from '../index.ts';
import { codeOf } from './file-system.ts';
import { infoOf } from './info.ts';
import { isKey } from './key.ts';

export interface Listing {
  readonly prefix: string;
  /** Keys up to this one are left out. */
  readonly after: string;
  readonly limit: number;
}

/** Objects in order of their keys' bytes, reading only the folders that may hold some. */
export async function list(root: string, { prefix, after, limit }: Listing): Promise<ObjectInfo[]> {
  const found: ObjectInfo[] = [];
  const base = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  if (base !== '' && !isKey(base.slice(0, -1))) return found;
  await walk(base);
  return found;

  /** `at` is '' or ends with a slash. */
  async function walk(at: string): Promise<void> {
    for (const { name, isFolder } of inOrder(await entriesOf(join(root, at)))) {
      if (found.length >= limit) return;
      const key = at + name;
      if (isFolder) {
        if (mayHold(key)) await walk(key);
      } else if (key > after && key.startsWith(prefix)) {
        const stats = await stat(join(root, key), { bigint: true }).catch(ignoreAbsent);
        if (stats?.isFile() === true) found.push(infoOf(key, stats));
      }
    }
  }

  function mayHold(folder: string): boolean {
    return (folder.startsWith(prefix) || prefix.startsWith(folder)) && (folder > after || after.startsWith(folder));
  }
}

/** A folder sorts with its slash: `a-b` comes before `a/b`, as `-` does before `/`. */
function inOrder(entries: readonly Dirent[]): readonly { readonly name: string; readonly isFolder: boolean }[] {
  return entries
    .map((entry) => ({ name: entry.isDirectory() ? `${entry.name}/` : entry.name, isFolder: entry.isDirectory() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  return (await readdir(folder, { withFileTypes: true }).catch(ignoreAbsent)) ?? [];
}

/** Gone since it was seen, or never there. */
export function ignoreAbsent(error: unknown): undefined {
  if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error))) throw error;
}
