/** Time as a port, so that tests and chaos can replace it. */
export interface Clock {
  /** Milliseconds since 1970, UTC. May jump, also backwards. */
  now(): number;
  /** Milliseconds since some fixed moment. Never goes back: use it for durations. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer = setTimeout(finish, ms);
      signal?.addEventListener('abort', abort, { once: true });
      function finish(): void {
        signal?.removeEventListener('abort', abort);
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
