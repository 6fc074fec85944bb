import { join } from 'node:path';
import { firstFree } from '../host/index.ts';
import type { DiskCache } from '../manifest/index.ts';
import type { Settings } from './settings.ts';

/**
 * A disk cache of this process's own. It is one that nobody uses, the longest-lived first, so that an appliance that comes
 * back finds what it held.
 */
export function openDiskCache({ dataFolder, applianceDiskBytes: bytes }: Settings): {
  readonly cache: DiskCache;
  close(): Promise<void>;
} {
  const { number, lock } = firstFree(dataFolder, 'appliance-disk');
  const folder = join(dataFolder, number === 1 ? 'appliance' : `appliance-${number}`);
  return { cache: { folder, bytes }, close: async () => lock.release() };
}
