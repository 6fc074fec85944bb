import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectInfo } from '../index.ts';
import { infoOf } from './reading.ts';

export interface Page {
  readonly prefix: string;
  readonly after: string | undefined;
  readonly limit: number;
}

/** Objects in order of their keys, without opening folders that cannot hold any of the page. */
export async function listObjects(root: string, page: Page): Promise<readonly ObjectInfo[]> {
  const found: ObjectInfo[] = [];
  for await (const key of keysUnder(root, '', page)) {
    const info = await stat(join(root, ...key.split('/')), { bigint: true }).catch(() => undefined);
    if (info !== undefined) found.push(infoOf(key, info));
    if (found.length >= page.limit) break;
  }
  return found;
}

async function* keysUnder(folder: string, above: string, page: Page): AsyncGenerator<string> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true }).catch(() => []);
  // A folder sorts as its keys do: with the slash behind its name.
  const named = entries
    .filter(({ name }) => !name.startsWith('.'))
    .map((entry) => ({ entry, key: above + entry.name + (entry.isDirectory() ? '/' : '') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { entry, key } of named) {
    if (!entry.isDirectory()) {
      if (key.startsWith(page.prefix) && (page.after === undefined || key > page.after)) yield key;
      continue;
    }
    const mayMatch = key.startsWith(page.prefix) || page.prefix.startsWith(key);
    // Every key below begins with `key`: they all come before `after` where `after` sorts behind all of them.
    const isBehind = page.after !== undefined && page.after > key && !page.after.startsWith(key);
    if (mayMatch && !isBehind) yield* keysUnder(join(folder, entry.name), key, page);
  }
}
