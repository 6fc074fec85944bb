import { link, mkdir, open, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { objectErrors } from '../errors.ts';
import type { ObjectBody, ObjectInfo } from '../index.ts';
import { codeOf, syncFolder, translated, writeAll } from './file-system.ts';
import { infoOf } from './info.ts';
import type { Stamp } from './stamp.ts';
import type { Temp } from './temp.ts';

/** What the writing half of the store shares. */
export interface Store {
  /** Holds the objects, at their keys. */
  readonly objects: string;
  /** Holds uploads under way. */
  readonly uploads: string;
  readonly temp: Temp;
  readonly stamp: Stamp;
}

/** Gathers small chunks, so that a slow sender's do not cost a system call each. */
const writeBytes = 256 * 1024;

/** Makes a whole file in temp, durable, by `fill`; nothing is left behind where that fails. Errors: `objects.full`. */
export async function makeTemp(store: Store, fill: (path: string) => Promise<void>): Promise<string> {
  const path = store.temp.path();
  try {
    await fill(path);
    return path;
  } catch (error) {
    await rm(path, { force: true, recursive: true });
    throw translated(error);
  }
}

/** Writes a body to a new file, with a time of its own. */
export async function writeBody(store: Store, path: string, body: ObjectBody): Promise<void> {
  const file = await open(path, 'wx');
  try {
    if (body instanceof Uint8Array) await writeAll(file, [body]);
    else await pump(body, (chunks) => writeAll(file, chunks));
    const time = store.stamp();
    await file.utimes(time, time);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function pump(
  body: ReadableStream<Uint8Array>,
  write: (chunks: readonly Uint8Array[]) => Promise<void>,
): Promise<void> {
  const reader = body.getReader();
  let chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (value !== undefined) {
        chunks.push(value);
        bytes += value.byteLength;
      }
      if (bytes >= writeBytes || (done && bytes > 0)) {
        await write(chunks);
        chunks = [];
        bytes = 0;
      }
      if (done) return;
    }
  } catch (error) {
    await reader.cancel(error).catch(() => undefined);
    throw error;
  } finally {
    reader.releaseLock();
  }
}

/** Moves a whole, durable file to its key, and makes the move durable. Errors: `objects.bad-key`, `objects.full`. */
export async function place(store: Store, key: string, temp: string): Promise<ObjectInfo> {
  const target = join(store.objects, key);
  try {
    // The file's own inode is looked at before it can be replaced by a later put.
    const info = infoOf(key, await stat(temp, { bigint: true }));
    await moveTo(target, temp);
    await syncUpTo(store.objects, dirname(target));
    // Renaming one name of a file to another name of the same file changes nothing (rename(2)).
    await rm(temp, { force: true });
    return info;
  } catch (error) {
    await rm(temp, { force: true });
    if (['EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY'].includes(codeOf(error))) {
      throw objectErrors.error('objects.bad-key', { key }, error);
    }
    throw translated(error);
  }
}

/** Folders may be pruned by a delete between the mkdir and the rename, or be left empty where the file should go. */
async function moveTo(target: string, temp: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await mkdir(dirname(target), { recursive: true });
      return await rename(temp, target);
    } catch (error) {
      if (tries === 5) throw error;
      if (codeOf(error) === 'ENOENT') await stat(temp);
      else if (['EISDIR', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) await rmdir(target);
      else throw error;
    }
  }
}

/**
 * Syncs the key's folder and all above it: one of them may be new, made by this or by another process that has
 * not come to its own sync. A folder without changes costs next to nothing.
 */
async function syncUpTo(root: string, folder: string): Promise<void> {
  const parts = relative(root, folder)
    .split(sep)
    .filter((part) => part !== '');
  const folders = [root, ...parts.map((_, depth) => join(root, ...parts.slice(0, depth + 1)))];
  await Promise.all(
    folders.map(async (path) => {
      try {
        await syncFolder(path);
      } catch (error) {
        // Gone together with the object: somebody deleted it meanwhile.
        if (codeOf(error) !== 'ENOENT') throw error;
      }
    }),
  );
}

/** A second name for a file's bytes in the same file system; false where it has no such thing. */
export async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EACCES'].includes(codeOf(error))) return false;
    throw error;
  }
}
