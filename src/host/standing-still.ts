import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import type { Clock } from '../kit/index.ts';
import type { Path } from './paths.ts';
import { walk } from './walk.ts';

/** Unless told otherwise, a file that nobody has written to for so long has been written to its end. */
export const quietMs = 3_000;
/** A file that somebody has open to write, and has not written to for so long, was left open. */
const leftOpenMs = 60_000;
const lookMs = 500;

/** Sees whether a file still grows: a recording, a download, a copy under way. */
export interface Growth {
  /** True once it has stood still. Ask again after a while where it is false. */
  hasStoodStill(): Promise<boolean>;
}

/**
 * A file is whole where its last change lies far enough back and nobody on this machine has it open to write. The times
 * of other machines' disks are not trusted: where one lies in our future, what counts is what we have seen ourselves.
 */
export function watchGrowth(
  path: Path,
  { clock, quiet = quietMs }: { readonly clock: Clock; readonly quiet?: number },
): Growth {
  let last: { readonly bytes: number; readonly mtimeMs: number; readonly at: number } | undefined;
  return {
    async hasStoodStill() {
      if (quiet === 0) return true;
      const { bytes, mtimeMs } = await sizeAndDate(path);
      const now = clock.monotonic();
      if (last?.bytes !== bytes || last.mtimeMs !== mtimeMs) last = { bytes, mtimeMs, at: now };
      const age = clock.now() - mtimeMs;
      const stood = Math.max(now - last.at, age);
      if (stood < quiet) return false;
      return stood >= leftOpenMs || !(await isBeingWritten(path));
    },
  };
}

/** Resolves once a file has stood still. Errors: the file system's, where it goes meanwhile; the signal's reason. */
export async function standsStill(
  path: Path,
  options: { readonly clock: Clock; readonly signal: AbortSignal; readonly quiet?: number },
): Promise<void> {
  const growth = watchGrowth(path, options);
  while (!(await growth.hasStoodStill())) await options.clock.sleep(lookMs, options.signal);
}

/** A folder that is one film is as large as all that is in it, and as new as the newest. */
async function sizeAndDate(path: Path): Promise<{ readonly bytes: number; readonly mtimeMs: number }> {
  const about = await stat(path);
  let bytes = about.size;
  let { mtimeMs } = about;
  if (!about.isDirectory()) return { bytes, mtimeMs };
  for await (const one of walk(path, { enters: () => true, isWhole: () => false, takes: () => true })) {
    if (one.kind === 'left') continue;
    bytes += one.bytes;
    mtimeMs = Math.max(mtimeMs, one.mtimeMs);
  }
  return { bytes, mtimeMs };
}

/** True where a process that we may look at has the file open to write. Where the system does not say: false. */
async function isBeingWritten(path: Path): Promise<boolean> {
  const wanted = await realpath(path, 'buffer').catch(() => undefined);
  if (wanted === undefined) return false;
  for (const pid of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(pid)) continue;
    for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const target = await readlink(`/proc/${pid}/fd/${fd}`, 'buffer').catch(() => undefined);
      if (target !== undefined && isWithin(wanted, target) && (await mayWrite(pid, fd))) return true;
    }
  }
  return false;
}

function isWithin(path: Buffer, target: Buffer): boolean {
  return target.equals(path) || target.subarray(0, path.length + 1).equals(Buffer.concat([path, Buffer.from('/')]));
}

/** proc(5): `flags` in octal, whose lowest two bits are 0 for what is open to read alone. */
async function mayWrite(pid: string, fd: string): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/fdinfo/${fd}`, 'utf8').catch(() => '');
  const flags = /^flags:\s*([0-7]+)/m.exec(text)?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & 3) !== 0;
}
