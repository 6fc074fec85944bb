/**
 * A cache with a byte budget that evicts by SIEVE (Zhang et al., NSDI 2024, algorithm 1): newcomers enter at the
 * head; a hand walks from the tail towards the head, forgives what was used since it last came by, and evicts the
 * first that was not. A hit only sets a mark, so hits move nothing.
 */
export interface Sieve<Value> {
  /** Bytes of all that is kept. */
  readonly bytes: number;
  readonly count: number;
  /** Counts as a use. */
  get(key: string): Value | undefined;
  /** Does not count as a use. */
  has(key: string): boolean;
  /** Keeps the value, evicting others until it fits. Keeps nothing where it alone exceeds the budget. */
  set(key: string, value: Value, bytes: number): void;
  delete(key: string): boolean;
  values(): Iterable<Value>;
}

export interface SieveOptions<Value> {
  readonly budget: number;
  /** Told of what is evicted, not of what is deleted or replaced. */
  readonly onEvict?: (key: string, value: Value) => void;
}

interface Entry<Value> {
  readonly key: string;
  readonly value: Value;
  readonly bytes: number;
  used: boolean;
  /** Towards the head. */
  newer: Entry<Value> | undefined;
  older: Entry<Value> | undefined;
}

export function sieve<Value>({ budget, onEvict }: SieveOptions<Value>): Sieve<Value> {
  const entries = new Map<string, Entry<Value>>();
  let head: Entry<Value> | undefined;
  let tail: Entry<Value> | undefined;
  let hand: Entry<Value> | undefined;
  let bytes = 0;

  function unlink(entry: Entry<Value>): void {
    if (hand === entry) hand = entry.newer;
    if (entry.newer === undefined) head = entry.older;
    else entry.newer.older = entry.older;
    if (entry.older === undefined) tail = entry.newer;
    else entry.older.newer = entry.newer;
    entries.delete(entry.key);
    bytes -= entry.bytes;
  }

  function evictOne(): void {
    let entry = hand ?? tail;
    while (entry?.used === true) {
      entry.used = false;
      entry = entry.newer ?? tail;
    }
    if (entry === undefined) return;
    hand = entry;
    unlink(entry);
    onEvict?.(entry.key, entry.value);
  }

  return {
    get bytes() {
      return bytes;
    },
    get count() {
      return entries.size;
    },
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entry.used = true;
      return entry.value;
    },
    has: (key) => entries.has(key),
    set(key, value, size) {
      const old = entries.get(key);
      if (old !== undefined) unlink(old);
      if (size > budget) return;
      while (bytes + size > budget) evictOne();
      const entry: Entry<Value> = { key, value, bytes: size, used: old !== undefined, newer: undefined, older: head };
      if (head === undefined) tail = entry;
      else head.newer = entry;
      head = entry;
      entries.set(key, entry);
      bytes += size;
    },
    delete(key) {
      const entry = entries.get(key);
      if (entry === undefined) return false;
      unlink(entry);
      return true;
    },
    *values() {
      for (const entry of entries.values()) yield entry.value;
    },
  };
}
