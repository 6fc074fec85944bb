import { onAbort } from './abort.ts';

/** Time as a port, so that tests and chaos can replace it. */
export interface Clock {
  /** Milliseconds since 1970, UTC. May jump, also backwards. */
  now(): number;
  /** Milliseconds since some fixed moment. Never goes back: use it for durations. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A timer's delay is a signed 32-bit number; a longer one would be over at once. */
const longestTimerMs = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stopListening = signal && onAbort(signal, abort);
      wait(ms);
      function wait(left: number): void {
        const next = Math.min(left, longestTimerMs);
        timer = setTimeout(() => (left > next ? wait(left - next) : finish()), next);
      }
      function finish(): void {
        stopListening?.();
        resolve();
      }
      function abort(): void {
        clearTimeout(timer);
        reject(signal?.reason);
      }
    }),
};

/** ISO 8601 in UTC with milliseconds: how times are written on every wire. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
