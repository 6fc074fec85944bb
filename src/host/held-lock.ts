import { DatabaseSync } from 'node:sqlite';

/** A lock that this process holds. The system takes it away when the process ends, however it ends. */
export interface HeldLock {
  release(): void;
}

/** SQLite's codes for a file that somebody else has locked, and for one that cannot be opened. */
const busy = 5;
const cannotOpen = 14;

/** Keeps what is locked from being collected, and so unlocked, where nobody else holds on to it. */
const kept = new Set<DatabaseSync>();

/**
 * Takes the lock on a file that holds nothing, and makes the file where it is missing. Undefined where another process, or
 * this one, holds it.
 *
 * The locks are SQLite's: Node has none of its own, and these work on every system. On POSIX they are fcntl's, which the
 * kernel keeps by file and not by process number, so that containers with a data folder in common see each other's
 * (decision 0011). Such a lock goes when its process closes the file anywhere: lock files are never read or copied.
 */
export function tryHold(file: string, { waitMs = 0 }: { readonly waitMs?: number } = {}): HeldLock | undefined {
  const lock = new DatabaseSync(file, { timeout: waitMs });
  try {
    // An empty file becomes a database within the lock, and would leave a journal of that lying beside it.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === busy) return undefined;
    throw error;
  }
  kept.add(lock);
  return {
    release() {
      if (kept.delete(lock)) lock.close();
    },
  };
}

/** True for the error of a lock file whose folder is not there. */
export function isNoPlace(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === cannotOpen;
}
