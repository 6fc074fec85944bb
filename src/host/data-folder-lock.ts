import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../kit/index.ts';
import { dataErrors } from './data-folder-errors.ts';
import { type HeldLock, tryHold } from './held-lock.ts';

/** What waits for a lock looks this often whether it is free. */
const lookEveryMs = 1_000;

/** Runs `body` while no other process runs one on this folder. Waits for the other up to ten seconds. */
export function alone<Result>(folder: string, body: () => Result): Result {
  const lock = tryHold(lockFile(folder, 'opening'), { waitMs: 10_000 });
  if (lock === undefined) throw dataErrors.error('data.busy', { folder });
  try {
    return body();
  } finally {
    lock.release();
  }
}

/**
 * Waits until no other process holds the folder's lock of this name, and holds it: for what one process does for all that
 * share the folder. The system takes the lock away when its process ends, however it ends. Rejects with the signal's reason.
 */
export async function holdOf(
  folder: string,
  name: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<HeldLock> {
  for (;;) {
    signal.throwIfAborted();
    const lock = tryHold(lockFile(folder, name));
    if (lock !== undefined) return lock;
    await clock.sleep(lookEveryMs, signal);
  }
}

/** The first of `name-1`, `name-2` … that no other process of this folder holds. */
export function firstFree(folder: string, name: string): { readonly number: number; readonly lock: HeldLock } {
  for (let number = 1; ; number += 1) {
    const lock = tryHold(lockFile(folder, `${name}-${number}`));
    if (lock !== undefined) return { number, lock };
  }
}

function lockFile(folder: string, name: string): string {
  const locks = join(folder, 'run', 'locks');
  mkdirSync(locks, { recursive: true, mode: 0o700 });
  return join(locks, `${name}.lock`);
}
