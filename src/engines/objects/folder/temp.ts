import { mkdir, readdir, readFile, readlink, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, type Random, toHex } from '../../../kit/index.ts';
import { codeOf } from './file-system.ts';

/** This process's own corner for files that are not whole yet, in the same file system as the objects. */
export interface Temp {
  /** A path that nobody has. */
  path(): string;
  close(): Promise<void>;
}

/** How long a file of a process that cannot be seen from here (another container) is left alone, unwritten. */
const foreignMs = 3600 * 1000;

/** Opens the corner `temp/<pid>_<started>_<namespace>` and sweeps those of processes that are dead. */
export async function openTemp(
  folder: string,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Promise<Temp> {
  const namespace = await pidNamespace();
  const mine = `${process.pid}_${(await startOf(process.pid)) ?? '0'}_${namespace}`;
  await mkdir(join(folder, mine), { recursive: true });
  await sweep(folder, { namespace, mine, now: clock.now() });
  return {
    path: () => join(folder, mine, toHex(random.bytes(12))),
    // Not empty where this process has the folder open twice.
    close: () => rmdir(join(folder, mine)).catch(() => undefined),
  };
}

interface Sweep {
  readonly namespace: string;
  readonly mine: string;
  readonly now: number;
}

async function sweep(folder: string, { namespace, mine, now }: Sweep): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === mine) continue;
    const [pid, started, where] = name.split('_');
    const dead = where === namespace ? !(await isAlive(Number(pid), started)) : await isOld(join(folder, name), now);
    if (dead) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Alive, and the same one: process ids are used again. */
async function isAlive(pid: number, started: string | undefined): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  const now = await startOf(pid);
  return now === undefined || started === '0' || now === started;
}

async function isOld(folder: string, now: number): Promise<boolean> {
  const names = [folder, ...(await readdir(folder)).map((name) => join(folder, name))];
  for (const name of names) {
    const { mtimeMs } = await stat(name).catch(() => ({ mtimeMs: 0 }));
    if (now - mtimeMs < foreignMs) return false;
  }
  return true;
}

/** When a process started, in clock ticks since boot (proc(5), stat, field 22); undefined where there is no /proc. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Which processes can be seen from here: containers that share a disk do not see each other's. */
async function pidNamespace(): Promise<string> {
  try {
    return (await readlink('/proc/self/ns/pid')).replace(/\D/g, '');
  } catch {
    return 'host';
  }
}
