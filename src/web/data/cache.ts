import type { ErrorData } from '../../kit/index.ts';
import { dataOf } from './error.ts';

/** What is known under a key. Old values stay while a new one is asked for, and where that fails. */
export interface Known<T> {
  readonly value: T | undefined;
  readonly error: ErrorData | undefined;
  /** Unix milliseconds of the value; 0 where there is none. */
  readonly at: number;
  readonly asking: boolean;
}

/** A change that is shown before the server agrees. */
type Change = (value: never) => unknown;

interface Entry {
  /** As the server said it; what is shown has the pending changes on top. */
  base: unknown;
  hasBase: boolean;
  changes: Change[];
  known: Known<unknown>;
  asked: Promise<void> | undefined;
  /** Rises with each write: an answer that was asked for before it is out of date. */
  writes: number;
  readonly watchers: Set<() => void>;
}

export interface Cache {
  read<T>(key: string): Known<T>;
  /** Calls after every change of what is known. Returns how to stop. */
  watch(key: string, listener: () => void): () => void;
  /** Asks, unless that is under way. Never rejects: failures are in what is known. */
  ask<T>(key: string, ask: () => Promise<T>): Promise<void>;
  /** Puts in what came another way: an event, another answer. */
  put<T>(key: string, value: T | ((before: T | undefined) => T)): void;
  /**
   * Shows `change` at once and sends it. When it is sent the value is as `settle` makes it of the answer, or as it was
   * shown; when it fails, it is as if it had not been changed, and this rejects with what was thrown.
   */
  write<T, Answer>(key: string, options: WriteOptions<T, Answer>): Promise<Answer>;
  /** Forgets when the value came, so that the next look asks again. */
  expire(prefix: string): void;
}

export interface WriteOptions<T, Answer> {
  readonly change: (value: T) => T;
  readonly send: () => Promise<Answer>;
  readonly settle?: (value: T, answer: Answer) => T;
}

/** Entries that nobody watches are dropped, the oldest first, when there are more than this. */
const most = 200;

export function createCache(now: () => number): Cache {
  const entries = new Map<string, Entry>();

  function entryOf(key: string): Entry {
    const found = entries.get(key);
    if (found !== undefined) return found;
    const known = { value: undefined, error: undefined, at: 0, asking: false };
    const entry = {
      base: undefined,
      hasBase: false,
      changes: [],
      known,
      asked: undefined,
      writes: 0,
      watchers: new Set<() => void>(),
    };
    entries.set(key, entry);
    for (const [oldest, other] of entries) {
      if (entries.size <= most) break;
      if (other !== entry && other.watchers.size === 0 && other.asked === undefined && other.changes.length === 0)
        entries.delete(oldest);
    }
    return entry;
  }

  function show(entry: Entry, more: Partial<Known<unknown>> = {}): void {
    let value = entry.base;
    if (entry.hasBase) for (const change of entry.changes) value = change(value as never);
    entry.known = { ...entry.known, ...more, value };
    for (const watcher of [...entry.watchers]) watcher();
  }

  function settle(entry: Entry, base: unknown): void {
    entry.base = base;
    entry.hasBase = true;
  }

  return {
    read: <T>(key: string) => entryOf(key).known as Known<T>,

    watch(key, listener) {
      const entry = entryOf(key);
      entry.watchers.add(listener);
      return () => entry.watchers.delete(listener);
    },

    ask(key, ask) {
      const entry = entryOf(key);
      if (entry.asked !== undefined) return entry.asked;
      const writes = entry.writes;
      const asked = ask()
        .then(
          (value) => {
            entry.asked = undefined;
            // Asked before a write was sent, this may not know of it.
            if (entry.writes === writes) settle(entry, value);
            show(entry, { error: undefined, asking: false, at: entry.writes === writes ? now() : 0 });
          },
          (error: unknown) => {
            entry.asked = undefined;
            show(entry, { error: dataOf(error), asking: false });
          },
        )
        .catch(() => undefined);
      entry.asked = asked;
      show(entry, { asking: true });
      return asked;
    },

    put(key, value) {
      const entry = entryOf(key);
      const before = entry.hasBase ? entry.base : undefined;
      settle(entry, typeof value === 'function' ? (value as (before: unknown) => unknown)(before) : value);
      show(entry, { error: undefined, at: now() });
    },

    async write(key, { change, send, settle: settled }) {
      const entry = entryOf(key);
      const own = change as Change;
      entry.writes += 1;
      entry.changes.push(own);
      show(entry);
      try {
        const answer = await send();
        entry.writes += 1;
        if (entry.hasBase)
          settle(entry, settled === undefined ? own(entry.base as never) : settled(entry.base as never, answer));
        return answer;
      } finally {
        entry.changes = entry.changes.filter((one) => one !== own);
        show(entry);
      }
    },

    expire(prefix) {
      for (const [key, entry] of entries) {
        if (!key.startsWith(prefix)) continue;
        show(entry, { at: 0 });
      }
    },
  };
}
