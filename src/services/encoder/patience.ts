import { BijouError, type Clock, type Random } from '../../kit/index.ts';

const firstWaitMs = 200;
const longestWaitMs = 10_000;
/** How often something is tried that fails for another reason than that the studio is away. */
const tries = 6;

const insufficientStorage = 507;

/** True where the studio was not reached, is going away, or has no room: that will pass, and the work is kept. */
export function isAway(error: unknown): boolean {
  const codes = ['peer.unavailable', 'peer.timeout', 'server.stopping'];
  return error instanceof BijouError && (codes.includes(error.code) || error.status === insufficientStorage);
}

/** Waits longer each time, up to ten seconds, never two encoders alike. */
export interface Backoff {
  /** Rejects with the signal's reason. */
  wait(): Promise<void>;
  reset(): void;
}

export interface PatienceOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
}

export function backoff({ clock, random, signal }: PatienceOptions): Backoff {
  let wait = firstWaitMs;
  return {
    async wait() {
      const now = wait * (0.5 + random.float() / 2);
      wait = Math.min(longestWaitMs, wait * 2);
      await clock.sleep(now, signal);
    },
    reset() {
      wait = firstWaitMs;
    },
  };
}

/**
 * Does it again until it succeeds: for as long as the studio is away, a few times where a retry may help, never where
 * it cannot. Errors: what the task threw last; the signal's reason.
 */
export async function persist<T>(task: () => Promise<T>, options: PatienceOptions): Promise<T> {
  const pause = backoff(options);
  for (let left = tries; ; ) {
    options.signal.throwIfAborted();
    try {
      return await task();
    } catch (error) {
      options.signal.throwIfAborted();
      if (!isAway(error)) left -= 1;
      if (left === 0 || (error instanceof BijouError && error.retry === 'never')) throw error;
    }
    await pause.wait();
  }
}
