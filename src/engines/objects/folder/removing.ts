import { rmdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, syncFolder } from './file-system.ts';

/** Deletes objects and the folders that they leave empty. Absent ones are no error. */
export async function remove(root: string, keys: readonly string[]): Promise<void> {
  const folders = new Set<string>();
  for (const key of keys) {
    try {
      await unlink(join(root, key));
      folders.add(dirname(key));
    } catch (error) {
      // A folder stands where the key would be (EISDIR; EPERM on some systems): then there is no such object.
      if (!['ENOENT', 'ENOTDIR', 'EISDIR', 'EPERM'].includes(codeOf(error))) throw error;
    }
  }
  for (const folder of folders) await syncFolder(join(root, await prune(root, folder)));
}

/** Removes empty folders upwards; resolves to the first that stays. */
async function prune(root: string, folder: string): Promise<string> {
  for (let at = folder; at !== '.'; at = dirname(at)) {
    try {
      await rmdir(join(root, at));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') return at;
    }
  }
  return '.';
}
