import type { Clock } from '../../kit/index.ts';

/** A clock that stands until it is moved: sleepers wake in order. */
export function handClock(): Clock & { move(ms: number): Promise<void> } {
  let time = 1_000_000;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  return {
    now: () => time,
    monotonic: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { at: time + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    async move(ms) {
      const end = time + ms;
      for (;;) {
        await new Promise(setImmediate);
        const [next] = [...sleepers].sort((a, b) => a.at - b.at);
        if (next === undefined || next.at > end) break;
        sleepers.delete(next);
        time = next.at;
        next.wake();
      }
      time = end;
      await new Promise(setImmediate);
    },
  };
}
