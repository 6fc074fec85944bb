import { type Clock, pauseAfter, type Random } from '../kit/index.ts';

export interface RetryOptions {
  /** Whether this error is worth another attempt. */
  readonly again: (error: unknown) => boolean;
  /** All attempts, the first included. */
  readonly attempts: number;
  /** Milliseconds before the second attempt; doubled for each further one, up to `longestMs`. */
  readonly firstMs: number;
  readonly longestMs: number;
  readonly signal: AbortSignal;
  /** Milliseconds left of the whole; an attempt that would start after that is not made. */
  readonly leftMs: () => number;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Tries until it works, is not worth it, or there is no time. Waits are spread over the upper half of their length, so
 * that callers that failed together do not come back together.
 */
export async function withRetries<Result>(
  attempt: () => Promise<Result>,
  { again, attempts, firstMs, longestMs, signal, leftMs, clock, random }: RetryOptions,
): Promise<Result> {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (count >= attempts || signal.aborted || !again(error)) throw error;
      const wait = pauseAfter(count, { firstMs, longestMs }) * (0.5 + random.float() / 2);
      if (wait >= leftMs()) throw error;
      await clock.sleep(wait, signal);
    }
  }
}
