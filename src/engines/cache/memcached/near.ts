import { type Clock, sieve } from '../../../kit/index.ts';
import type { MemcachedOptions } from './options.ts';

/** Hot keys, kept in this process for a moment. */
export interface Near {
  /** A copy of what is kept. Counts as a read of the key. */
  get(key: string): Uint8Array | undefined;
  /** Keeps a copy, where the key is hot. */
  offer(key: string, value: Uint8Array): void;
  forget(key: string): void;
}

interface Kept {
  readonly value: Uint8Array;
  readonly until: number;
}

const overheadBytes = 250;
/** Reads are counted for so long, and then anew. */
const countedMs = 1_000;
const mostCounted = 100_000;

export function openNear(options: NonNullable<MemcachedOptions['near']>, { clock }: { readonly clock: Clock }): Near {
  const { keepMs, hotReadsPerSecond, maxBytes } = options;
  const kept = sieve<Kept>({ budget: maxBytes });
  const reads = new Map<string, number>();
  let countedUntil = 0;

  return {
    get(key) {
      const now = clock.monotonic();
      if (now >= countedUntil || reads.size >= mostCounted) {
        reads.clear();
        countedUntil = now + countedMs;
      }
      reads.set(key, (reads.get(key) ?? 0) + 1);
      const found = kept.get(key);
      if (found === undefined) return undefined;
      if (found.until > now) return found.value.slice();
      kept.delete(key);
      return undefined;
    },
    offer(key, value) {
      if ((reads.get(key) ?? 0) < hotReadsPerSecond) return;
      const until = clock.monotonic() + keepMs;
      kept.set(key, { value: value.slice(), until }, value.length + 2 * key.length + overheadBytes);
    },
    forget: (key) => void kept.delete(key),
  };
}
