import { spaceAt } from '../../host/index.ts';
import { BijouError } from '../../kit/index.ts';

/** No job is begun with less than a twentieth of the disk, half a gigabyte at most: what encodes needs room to work. */
const leastShare = 0.05;
const least = 512 * 1024 * 1024;

/** True where there is room in a folder for another job. */
export async function hasRoom(folder: string): Promise<boolean> {
  const space = await spaceAt(folder).catch(() => undefined);
  return space === undefined || space.freeBytes >= Math.min(least, space.totalBytes * leastShare);
}

/** True for what came of a full disk of this encoder, whoever met it: we, or the program that encodes. */
export function isOutOfRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const words = error instanceof BijouError ? `${error.message} ${error.details.log ?? ''}` : '';
  const code = 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT' || /No space left on device|Disk quota exceeded/.test(words);
}
