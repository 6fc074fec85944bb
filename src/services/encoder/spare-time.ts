import type { Clock } from '../../kit/index.ts';

/** The machine is looked at so often; what the last looks say is weighed together. */
const lookMs = 250;
const looks = 20;
/** A timer that comes so late was kept waiting by something that is not as nice as our children. */
const lateMs = 100;
/** Share of late looks from which on the machine has no time to spare. */
const busyShare = 0.3;

/** How many jobs the machine has time for, from one up to all workers. */
export interface SpareTime {
  /** Resolves once this worker, counted from 0, may begin a job. Rejects with the signal's reason. */
  turn(worker: number): Promise<void>;
  /** How many workers may begin jobs now. */
  allowed(): number;
}

/**
 * Encoding has what playing leaves. Children run at low priority, which suffices while there are cores enough; where
 * this process itself is kept waiting, so are those that serve films, and one worker after another rests until that
 * is over.
 */
export function watchSpareTime(
  workers: number,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): SpareTime {
  let allowed = workers;
  let late: boolean[] = [];

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      const before = clock.monotonic();
      await clock.sleep(lookMs, signal);
      late.push(clock.monotonic() - before - lookMs > lateMs);
      if (late.length < looks) continue;
      const share = late.filter(Boolean).length / late.length;
      allowed = share >= busyShare ? Math.max(1, allowed - 1) : Math.min(workers, allowed + 1);
      late = [];
    }
  }

  watch().catch(() => undefined);
  return {
    allowed: () => allowed,
    async turn(worker) {
      while (worker >= allowed) await clock.sleep(lookMs, signal);
    },
  };
}
