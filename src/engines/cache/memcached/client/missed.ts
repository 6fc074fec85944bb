import type { Clock } from '../../../../kit/index.ts';

/** Keys that a server may have an older value of, as far as this process knows. */
export interface MissedWrites {
  readonly size: number;
  add(key: string): void;
  delete(key: string): void;
  /** What to ask the server for next, to be called `done` once it has answered. */
  take(signal: AbortSignal): Promise<{ readonly requests: readonly string[]; done(): void }>;
}

/** Each some hundred bytes here; of more, which ones is forgotten. */
const mostKeys = 10_000;
const keysAtATime = 1_000;
/** memcached knows the age of what it has in whole seconds: `flush_all` spares what is younger than one. */
const untilAllIsOldMs = 2_000;

export function missedWrites({ clock }: { readonly clock: Clock }): MissedWrites {
  const keys = new Set<string>();
  let tooMany = false;

  return {
    get size() {
      return tooMany ? mostKeys : keys.size;
    },
    add(key) {
      if (!tooMany) keys.add(key);
      if (keys.size <= mostKeys) return;
      keys.clear();
      tooMany = true;
    },
    delete(key) {
      if (keys.size > 0) keys.delete(key);
    },
    async take(signal) {
      if (tooMany) {
        await clock.sleep(untilAllIsOldMs, signal).catch(() => undefined);
        return {
          requests: ['flush_all\r\n'],
          done: () => {
            tooMany = false;
          },
        };
      }
      const some = [...keys].slice(0, keysAtATime);
      return {
        requests: some.map((key) => `md ${key}\r\n`),
        done() {
          for (const key of some) keys.delete(key);
        },
      };
    },
  };
}
