import type { Clock } from '../kit/index.ts';
import { type ProcessEntry, processEntry } from './child-table.ts';

const lookMs = 1_000;

/**
 * Resolves to true once one of these processes is gone, to false where the signal aborts first. npm signals the shell
 * between itself and a server, or nobody at all: without this a server would go on with nobody above it.
 */
export async function starterGone(
  pids: readonly number[],
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<boolean> {
  const known = await Promise.all(pids.map((pid) => processEntry(pid)));
  for (;;) {
    for (const one of known) if (one === undefined || !(await isRunning(one))) return !signal.aborted;
    if (known.length === 0) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    else await clock.sleep(lookMs, signal).catch(() => undefined);
    if (signal.aborted) return false;
  }
}

/** True while that very process runs; one that only waits to be reaped does not. Those above us share our numbers. */
async function isRunning({ pid, started }: ProcessEntry): Promise<boolean> {
  const entry = await processEntry(pid);
  return entry !== undefined && !entry.isZombie && entry.started === started;
}
