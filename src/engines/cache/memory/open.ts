import { type Clock, sieve } from '../../../kit/index.ts';
import type { Cache, Lifetime } from '../index.ts';
import { checkKey, checkLifetime } from '../limits.ts';

export interface MemoryCacheOptions {
  /** Bytes of all keys and values, with what it costs to keep them. */
  readonly maxBytes: number;
  readonly clock: Clock;
}

interface Kept {
  readonly value: Uint8Array;
  /** By the clock's monotonic time. */
  readonly until: number;
}

/** An entry's objects and places in maps, measured on Node 26: about 250 bytes. */
const overheadBytes = 250;

/** The cache port in this process's memory, of which other processes see nothing (decision 0115). */
export function openMemoryCache({ maxBytes, clock }: MemoryCacheOptions): Cache {
  let entries = sieve<Kept>({ budget: maxBytes });

  return {
    async get(key) {
      checkKey(key);
      return copyOf(find(key));
    },
    async getMany(keys) {
      const found = new Map<string, Uint8Array>();
      for (const key of keys) {
        checkKey(key);
        const value = copyOf(find(key));
        if (value !== undefined) found.set(key, value);
      }
      return found;
    },
    async set(key, value, lifetime) {
      return keep(key, Uint8Array.from(value), lifetime);
    },
    async add(key, value, lifetime) {
      checkKey(key);
      checkLifetime(lifetime);
      return find(key) === undefined && keep(key, Uint8Array.from(value), lifetime);
    },
    async delete(key) {
      checkKey(key);
      entries.delete(key);
      return true;
    },
    async touch(key, lifetime) {
      checkKey(key);
      checkLifetime(lifetime);
      const value = find(key);
      return value !== undefined && keep(key, value, lifetime);
    },
    async close() {
      entries = sieve({ budget: maxBytes });
    },
  };

  function find(key: string): Uint8Array | undefined {
    const kept = entries.get(key);
    if (kept === undefined || kept.until > clock.monotonic()) return kept?.value;
    entries.delete(key);
    return undefined;
  }

  function keep(key: string, value: Uint8Array, lifetime: Lifetime): boolean {
    checkKey(key);
    checkLifetime(lifetime);
    const until = clock.monotonic() + lifetime.ttlSeconds * 1000;
    entries.set(key, { value, until }, value.byteLength + 2 * key.length + overheadBytes);
    return entries.has(key);
  }
}

/** Copies go in and out: what a caller does to its bytes is not seen by others. */
function copyOf(value: Uint8Array | undefined): Uint8Array | undefined {
  return value === undefined ? undefined : Uint8Array.from(value);
}
