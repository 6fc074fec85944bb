import { join } from 'node:path';
import { type OwnFolder, openOwnFolder, sweepOwnFolders } from '../host/index.ts';

/** A folder of this process's own under `<data>/scratch`; those of processes that are gone are taken away. */
export async function openScratch(dataFolder: string): Promise<OwnFolder> {
  const scratch = join(dataFolder, 'scratch');
  await sweepOwnFolders(scratch);
  return openOwnFolder(scratch);
}
