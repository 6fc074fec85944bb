import { type FileHandle, open } from 'node:fs/promises';
import { objectErrors } from '../errors.ts';

/** The code of a file system's error, e.g. ENOENT; '' for any other. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Turns a full disk into `objects.full`; leaves other errors as they are. */
export function translated(error: unknown): unknown {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error)) ? objectErrors.error('objects.full', {}, error) : error;
}

/** Makes the names in a folder outlast a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Windows has no such thing, and some network file systems refuse it.
    if (!['EPERM', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EACCES'].includes(codeOf(error))) throw error;
  } finally {
    await handle.close();
  }
}

/** Writes all of the buffers: a single write may take fewer bytes than it is given. */
export async function writeAll(handle: FileHandle, buffers: readonly Uint8Array[]): Promise<void> {
  let left = buffers.filter((buffer) => buffer.byteLength > 0);
  while (left.length > 0) {
    let { bytesWritten } = await handle.writev(left);
    left = left.flatMap((buffer) => {
      const taken = Math.min(bytesWritten, buffer.byteLength);
      bytesWritten -= taken;
      return taken === buffer.byteLength ? [] : [buffer.subarray(taken)];
    });
  }
}
