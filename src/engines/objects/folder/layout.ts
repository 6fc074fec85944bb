import { mkdir, open, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkKey } from '../key.ts';

/**
 * Where things lie. Objects are files under their keys; no part of a key begins with a dot, so these folders
 * never meet one.
 */
export interface Layout {
  readonly root: string;
  /** What is being written; a folder for each process. */
  readonly drafts: string;
  /** Uploads in parts: a folder each. */
  readonly uploads: string;
  /** What objects are that share their bytes with files of others. */
  readonly shared: string;
  /** What is known of objects beyond their bytes. */
  readonly abouts: string;
  /** Locks of those who write under a condition. */
  readonly turns: string;
  pathOf(key: string): string;
}

export function layoutOf(root: string): Layout {
  return {
    root,
    drafts: join(root, '.drafts'),
    uploads: join(root, '.uploads'),
    shared: join(root, '.shared'),
    abouts: join(root, '.abouts'),
    turns: join(root, '.turns'),
    pathOf: (key) => join(root, ...checkKey(key).split('/')),
  };
}

/** Makes a folder and makes its coming into being durable, up to the one that was there already. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const above = dirname(first);
  for (let folder = dirname(path); folder.length >= above.length; folder = dirname(folder)) await syncFolder(folder);
}

/** A rename or a link is durable once the folder that holds the name is. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(ignoreWindows);
  if (handle === undefined) return;
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Takes away folders that have become empty, from `path` up to but without `root`. */
export async function dropEmptyFolders(path: string, root: string): Promise<void> {
  for (let folder = path; folder.length > root.length; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}

// Windows cannot open folders, and does not need to.
function ignoreWindows(error: NodeJS.ErrnoException): undefined {
  if (process.platform === 'win32') return undefined;
  throw error;
}
