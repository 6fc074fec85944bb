import { statfs } from 'node:fs/promises';

export interface DiskSpace {
  /** Bytes that this user may still write, and of the whole file system. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** Of the file system that a folder lies on. Rejects with Node's error where there is no such folder. */
export async function spaceAt(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
