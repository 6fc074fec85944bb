import { useEffect, useState } from 'preact/hooks';
import { pauseAfter, systemClock } from '../../kit/index.ts';
import { tell } from '../components/toast.tsx';
import { words } from '../words/index.ts';
import { createCache, type Known, type WriteOptions } from './cache.ts';
import { dataOf, toldOf } from './error.ts';

/** What the app knows. One for the page. */
export const cache = createCache(() => systemClock.now());

export interface Query<T> {
  /** Names what is asked for: two pages that ask the same share the answer. */
  readonly key: string;
  readonly ask: () => Promise<T>;
  /** An answer is good enough for this long; older ones are shown, and asked for again. */
  readonly freshMs?: number;
  /** Asks again this long after an answer, while the page is seen. Undefined: never by itself. */
  readonly everyMs?: (value: T) => number | undefined;
}

export interface Answer<T> extends Known<T> {
  readonly online: boolean;
  /** Asks again at once. */
  readonly refresh: () => void;
}

const usualFreshMs = 10_000;
/** After a failure the next question waits this long, then twice as long, up to a minute. */
const pauses = { firstMs: 2_000, longestMs: 60_000 };

/**
 * What is known under the key, kept fresh: asked when first seen, when the page is looked at again, when the
 * connection comes back, and after failures. Nothing is asked while the page is hidden or the device offline.
 */
export function useQuery<T>(query: Query<T>): Answer<T> {
  const { key } = query;
  const [, setRound] = useState(0);
  const online = useOnline();

  useEffect(() => {
    const end = new AbortController();
    const stop = cache.watch(key, () => setRound((before) => before + 1));
    let failures = 0;
    let wake = new AbortController();

    const isFresh = () => {
      const { at, error } = cache.read<T>(key);
      return error === undefined && at > 0 && systemClock.now() - at < (query.freshMs ?? usualFreshMs);
    };
    const pause = (): number => {
      const { value, error } = cache.read<T>(key);
      if (error !== undefined) return pauseAfter(++failures, pauses);
      failures = 0;
      return value === undefined ? 0 : (query.everyMs?.(value) ?? Number.POSITIVE_INFINITY);
    };
    async function follow(): Promise<void> {
      while (!end.signal.aborted) {
        const seen = !document.hidden && navigator.onLine;
        if (seen && !isFresh()) await cache.ask(key, query.ask);
        if (end.signal.aborted) return;
        wake = new AbortController();
        const wait = document.hidden || !navigator.onLine ? Number.POSITIVE_INFINITY : pause();
        await sleepAtMost(wait, wake.signal);
        if (wait !== Number.POSITIVE_INFINITY && !wake.signal.aborted) await cache.ask(key, query.ask);
      }
    }
    const onTurn = () => wake.abort();
    for (const event of ['online', 'offline', 'focus']) addEventListener(event, onTurn, { signal: end.signal });
    document.addEventListener('visibilitychange', onTurn, { signal: end.signal });
    void follow();
    // What was put in between drawing and now.
    setRound((before) => before + 1);
    return () => {
      end.abort();
      wake.abort();
      stop();
    };
  }, [key]);

  const refresh = () => void cache.ask(key, query.ask);
  return { ...cache.read<T>(key), online, refresh };
}

async function sleepAtMost(milliseconds: number, signal: AbortSignal): Promise<void> {
  await systemClock.sleep(milliseconds, signal).catch(() => undefined);
}

/** Fetches what a page will ask for, when somebody is about to go there. */
export function prefetch<T>({ key, ask, freshMs = usualFreshMs }: Query<T>): void {
  const { at, asking } = cache.read<T>(key);
  if (!asking && navigator.onLine && systemClock.now() - at > freshMs) void cache.ask(key, ask);
}

/**
 * Changes something: shown at once, sent, and put back with a word where it fails. Resolves to the answer, or to
 * undefined where it failed.
 */
export async function write<T, Answered>(
  key: string,
  options: WriteOptions<T, Answered> & { readonly failed?: string },
): Promise<Answered | undefined> {
  try {
    return await cache.write(key, options);
  } catch (thrown) {
    tell({ tone: 'trouble', text: `${options.failed ?? words.wrong.undone} ${toldOf(dataOf(thrown))}` });
    return undefined;
  }
}

/** True also where nobody says. */
function isOnline(): boolean {
  return navigator.onLine !== false;
}

export function useOnline(): boolean {
  const [online, setOnline] = useState(isOnline);
  useEffect(() => {
    const end = new AbortController();
    const update = () => setOnline(isOnline());
    for (const event of ['online', 'offline']) addEventListener(event, update, { signal: end.signal });
    return () => end.abort();
  }, []);
  return online;
}
