import type { Clock } from '../../kit/index.ts';
import { encoderServiceErrors } from './errors.ts';
import type { OpenSource } from './source-listener.ts';

/** How often it is looked whether a job goes on. */
const lookMs = 1_000;

export interface Headway {
  /** Aborts where nothing has moved for too long. */
  readonly signal: AbortSignal;
  moved(): void;
  end(): void;
}

/**
 * Sees that a job goes on: progress told, bytes of its source read. A program that hangs says nothing and reads
 * nothing, and would keep its lease for ever.
 */
export function watchHeadway(
  kind: string,
  {
    clock,
    stallMs,
    sources,
  }: {
    readonly clock: Clock;
    readonly stallMs: number;
    /** All that are open at the moment. */
    readonly sources: readonly Pick<OpenSource, 'taken' | 'isAwaited'>[];
  },
): Headway {
  const stalled = new AbortController();
  const over = new AbortController();
  let last = clock.monotonic();
  let bytes = 0;

  async function watch(): Promise<void> {
    while (!over.signal.aborted) {
      await clock.sleep(lookMs, over.signal);
      const now = sources.reduce((sum, source) => sum + source.taken(), 0);
      if (now !== bytes || sources.some((source) => source.isAwaited())) last = clock.monotonic();
      bytes = now;
      if (clock.monotonic() - last < stallMs) continue;
      const seconds = Math.round(stallMs / 1000);
      return stalled.abort(encoderServiceErrors.error('encoder.stalled', { seconds, kind }));
    }
  }

  watch().catch(() => undefined);
  return {
    signal: stalled.signal,
    moved() {
      last = clock.monotonic();
    },
    end: () => over.abort(),
  };
}
