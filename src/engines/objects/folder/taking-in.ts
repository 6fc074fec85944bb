import { constants, copyFile, open, realpath, rm, stat } from 'node:fs/promises';
import { objectErrors } from '../errors.ts';
import type { ObjectInfo } from '../index.ts';
import { codeOf } from './file-system.ts';
import { linked, makeTemp, place, type Store } from './placing.ts';

/**
 * Takes in a file of this machine: a copy on write where the file system has it (btrfs, XFS, APFS), else a second
 * name for the same bytes, else a copy.
 */
export async function takeIn(store: Store, key: string, path: string): Promise<ObjectInfo> {
  // A link to a link would be a link.
  const source = await realpath(path).catch(() => path);
  const stats = await stat(source).catch(() => undefined);
  if (stats?.isFile() !== true) throw objectErrors.error('objects.no-file', { path });
  const temp = await makeTemp(store, async (target) => {
    if (await shared(source, target)) return syncFile(target, undefined);
    if (await linked(source, target)) return syncFile(target, undefined);
    await copyFile(source, target, constants.COPYFILE_EXCL);
    return syncFile(target, store.stamp());
  });
  return place(store, key, temp);
}

/** Shares the file's blocks, copied when either side is written to. */
export async function shared(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch (error) {
    await rm(to, { force: true });
    if (codeOf(error) === 'ENOSPC' || codeOf(error) === 'ENOENT') throw error;
    return false;
  }
}

/** Makes the bytes outlast a power cut. A file that may be somebody else's too keeps its time. */
async function syncFile(path: string, time: number | undefined): Promise<void> {
  const file = await open(path, 'r');
  try {
    if (time !== undefined) await file.utimes(time, time);
    await file.sync();
  } finally {
    await file.close();
  }
}
