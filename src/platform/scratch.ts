import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, ownIdentity } from '../host/index.ts';

/** A folder of this process's own under `<data>/scratch`; those of processes that are gone are taken away. */
export async function openScratch(dataFolder: string): Promise<string> {
  const scratch = join(dataFolder, 'scratch');
  for (const name of await readdir(scratch).catch(() => [])) {
    const [pid, started = ''] = name.split('@');
    const owner = { pid: Number(pid), started: decodeURIComponent(started) };
    if (!(await isRunning(owner))) await rm(join(scratch, name), { recursive: true, force: true });
  }
  const { pid, started } = await ownIdentity();
  return join(scratch, `${pid}@${encodeURIComponent(started)}`);
}
