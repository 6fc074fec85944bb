import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dataErrors } from './data-folder-errors.ts';

/** Locks that this process holds. The system takes them away when the process ends, however it ends. */
export interface TargetLocks {
  /** Tells who is refused where the holder can be found. */
  tell(address: string): void;
  release(): void;
}

/** Keeps what is locked from being collected, and so unlocked, where nobody else holds on to it. */
const kept = new Set<DatabaseSync>();

/** SQLite's code for a file that somebody else has locked. */
const busy = 5;

/**
 * Makes this process the only one to run these targets on the folder. Throws `data.in-use`, naming the holder; then
 * none is locked.
 *
 * The locks are SQLite's, on files that hold nothing: Node has no locks of its own, and these work on every system. They
 * lie beside the names of their holders, because a POSIX lock goes when its process closes the file anywhere.
 */
export function lockTargets(folder: string, targets: readonly string[]): TargetLocks {
  const locks = join(folder, 'run', 'locks');
  mkdirSync(locks, { recursive: true, mode: 0o700 });
  const held: DatabaseSync[] = [];
  try {
    for (const target of targets) {
      const lock = tryLock(join(locks, `${target}.lock`), 0);
      if (lock === undefined) throw inUse(folder, target);
      held.push(lock);
      kept.add(lock);
    }
  } catch (error) {
    for (const lock of held) unlock(lock);
    throw error;
  }
  const write = (address?: string): void => {
    for (const target of targets) writeHolder(holderFile(folder, target), { pid: process.pid, address });
  };
  write();
  return {
    tell: write,
    release() {
      for (const target of targets) rmSync(holderFile(folder, target), { force: true });
      for (const lock of held.splice(0)) unlock(lock);
    },
  };
}

/** Runs `body` while no other process runs one on this folder. Waits for the other up to ten seconds. */
export function alone<Result>(folder: string, body: () => Result): Result {
  const locks = join(folder, 'run', 'locks');
  mkdirSync(locks, { recursive: true, mode: 0o700 });
  const lock = tryLock(join(locks, 'opening.lock'), 10_000);
  if (lock === undefined) throw inUse(folder, 'opening');
  try {
    return body();
  } finally {
    lock.close();
  }
}

function unlock(lock: DatabaseSync): void {
  kept.delete(lock);
  lock.close();
}

function tryLock(file: string, waitMs: number): DatabaseSync | undefined {
  const lock = new DatabaseSync(file, { timeout: waitMs });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === busy) return undefined;
    throw error;
  }
}

interface Holder {
  readonly pid: number;
  readonly address?: string | undefined;
}

function holderFile(folder: string, target: string): string {
  return join(folder, 'run', 'locks', `${target}.holder.json`);
}

function writeHolder(file: string, holder: Holder): void {
  const draft = `${file}.${holder.pid}.draft`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  renameSync(draft, file);
}

function inUse(folder: string, target: string): Error {
  let holder: Partial<Holder> = {};
  try {
    holder = JSON.parse(readFileSync(holderFile(folder, target), 'utf8')) as Holder;
  } catch {
    // It has the lock and not yet written who it is.
  }
  const at = holder.address === undefined ? '' : ` at ${holder.address}`;
  return dataErrors.error('data.in-use', {
    folder,
    target,
    pid: holder.pid ?? 'unknown',
    at,
    address: holder.address ?? null,
  });
}
