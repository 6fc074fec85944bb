// An independent walk over the objects of a data folder: which of them does no manifest and no live upload name?
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Keys that lie in the folder and that nothing reaches. Manifests are found by what they are, not by any table;
 * pictures of titles may change without a new version, so they are reached by their rows.
 */
export async function strangersIn(dataFolder: string): Promise<readonly string[]> {
  const root = join(dataFolder, 'objects');
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const keys = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const reached = new Set([...uploadsOf(dataFolder), ...artOf(dataFolder)]);
  for (const key of keys.filter((name) => name.includes('/manifest/'))) {
    reached.add(key);
    for (const text of textsIn(JSON.parse(await readFile(join(root, key), 'utf8')))) reached.add(text);
  }
  return keys
    .filter((key) => !isOfTheStore(key, keys))
    .filter((key) => ![...reached].some((name) => key === name || key.endsWith(`/${name}`)));
}

/**
 * What the store keeps for itself: a process's sign of life, what an object shares with a file outside, and for an hour an
 * upload that was cut off as it began.
 */
function isOfTheStore(key: string, keys: readonly string[]): boolean {
  const [begun] = /^\.uploads\/[^/]+\/(?=upload\.json$)/.exec(key) ?? [];
  if (begun !== undefined && !keys.some((other) => other.startsWith(`${begun}part-`))) return true;
  const [, shared] = /^\.shared\/(.+)\.json$/.exec(key) ?? [];
  return /^\.drafts\/[^/]+\.lock$/.test(key) || (shared !== undefined && keys.includes(shared.replaceAll('~', '/')));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function uploadsOf(dataFolder: string): readonly string[] {
  const studio = new DatabaseSync(join(dataFolder, 'sql', 'studio.sqlite'), { readOnly: true });
  try {
    const rows = studio.prepare('SELECT key, tail_key FROM uploads WHERE title IS NULL').all();
    return rows.flatMap((row) => [row.key, row.tail_key]).filter((key) => typeof key === 'string');
  } finally {
    studio.close();
  }
}

function artOf(dataFolder: string): readonly string[] {
  const studio = new DatabaseSync(join(dataFolder, 'sql', 'studio.sqlite'), { readOnly: true });
  try {
    const rows = studio.prepare('SELECT art.key FROM art JOIN titles ON titles.id = art.title').all();
    return rows.map((row) => row.key).filter((key) => typeof key === 'string');
  } finally {
    studio.close();
  }
}
