import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataErrors } from './data-folder-errors.ts';
import { type HeldLock, tryHold } from './held-lock.ts';

/** Locks that this process holds. The system takes them away when the process ends, however it ends. */
export interface TargetLocks {
  /** Tells who is refused where the holder can be found. */
  tell(address: string): void;
  release(): void;
}

/**
 * Makes this process the only one to run these targets on the folder. Throws `data.in-use`, naming the holder; then
 * none is locked.
 *
 * The locks lie beside the names of their holders, because a lock goes when its process closes the file anywhere.
 */
export function lockTargets(folder: string, targets: readonly string[]): TargetLocks {
  const locks = join(folder, 'run', 'locks');
  mkdirSync(locks, { recursive: true, mode: 0o700 });
  const held: HeldLock[] = [];
  try {
    for (const target of targets) {
      const lock = tryHold(join(locks, `${target}.lock`));
      if (lock === undefined) throw inUse(folder, target);
      held.push(lock);
    }
  } catch (error) {
    for (const lock of held) lock.release();
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
      for (const lock of held.splice(0)) lock.release();
    },
  };
}

/** Runs `body` while no other process runs one on this folder. Waits for the other up to ten seconds. */
export function alone<Result>(folder: string, body: () => Result): Result {
  const locks = join(folder, 'run', 'locks');
  mkdirSync(locks, { recursive: true, mode: 0o700 });
  const lock = tryHold(join(locks, 'opening.lock'), { waitMs: 10_000 });
  if (lock === undefined) throw inUse(folder, 'opening');
  try {
    return body();
  } finally {
    lock.release();
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
