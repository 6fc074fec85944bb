import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type HeldLock, isNoPlace, tryHold } from './held-lock.ts';

/** A folder that is one process's own for as long as that lives, and leftovers afterwards. */
export interface OwnFolder {
  readonly path: string;
  /** Its name in the place, which no folder before or after it has. */
  readonly name: string;
  /** Takes it away. */
  release(): Promise<void>;
}

/** Own folders are named by the process's number, for people who look, and by chance. */
const ownName = /^\d+-[A-Za-z0-9]{6}$/;
/** Somebody looking whether we live may hold our lock for a moment. */
const ownWaitMs = 5_000;

/**
 * Makes a folder of this process's own among those of others. Beside it lies a lock that this process holds: the sign of
 * life. A process number is none, because in another container it is somebody else, or nobody.
 */
export async function openOwnFolder(place: string): Promise<OwnFolder> {
  await mkdir(place, { recursive: true, mode: 0o700 });
  for (;;) {
    const path = await mkdtemp(join(place, `${process.pid}-`));
    const lock = holdNew(path);
    if (lock === undefined) continue;
    return {
      path,
      name: basename(path),
      async release() {
        await rm(path, { recursive: true, force: true });
        lock.release();
        await rm(lockOf(path), { force: true });
      },
    };
  }
}

/** Undefined where somebody took the new folder for a leftover before its lock was held. */
function holdNew(path: string): HeldLock | undefined {
  let lock: HeldLock | undefined;
  try {
    lock = tryHold(lockOf(path), { waitMs: ownWaitMs });
  } catch (error) {
    if (isNoPlace(error)) return undefined;
    throw error;
  }
  if (lock !== undefined && existsSync(lockOf(path)) && existsSync(path)) return lock;
  lock?.release();
  return undefined;
}

/** Whether the process that made this own folder lives, on whichever side of a container's walls. */
export function isLive(place: string, name: string): boolean {
  if (!ownName.test(name) || !existsSync(join(place, name))) return false;
  const lock = tryHold(lockOf(join(place, name)));
  lock?.release();
  return lock === undefined;
}

/**
 * Takes away what dead processes left in a place, and whatever else lies there; `first` sees each folder before it goes.
 * Holds each one's lock meanwhile, so that of several processes one does it.
 */
export async function sweepOwnFolders(place: string, first?: (path: string) => Promise<void>): Promise<void> {
  const names = await readdir(place).catch(() => []);
  for (const name of new Set(names.map((name) => name.replace(/\.lock$/, '')))) {
    const path = join(place, name);
    const lock = ownName.test(name) ? tryHold(lockOf(path)) : undefined;
    if (ownName.test(name) && lock === undefined) continue;
    try {
      if (existsSync(path)) await first?.(path);
      await rm(path, { recursive: true, force: true });
      await rm(lockOf(path), { force: true });
    } finally {
      lock?.release();
    }
  }
}

function lockOf(path: string): string {
  return `${path}.lock`;
}
