import { useEffect, useState } from 'preact/hooks';
import { type ErrorData, pauseAfter, systemClock } from '../kit/index.ts';
import { dataOf } from './data/error.ts';

export { dataOf };

/** What a page knows of something that changes: nothing yet, the news, or why there is none. Old news stay. */
export interface News<T> {
  readonly value: T | undefined;
  readonly error: ErrorData | undefined;
  readonly online: boolean;
  /** Asks again at once. */
  readonly refresh: () => void;
}

/** After a failure the next question waits this long, then twice as long, up to a minute. */
const pauses = { firstMs: 2_000, longestMs: 60_000 };

/**
 * Asks now and again: `every` tells the pause from the last answer. Asks nothing while the page is hidden or the
 * device offline, and at once when that ends.
 */
export function useNews<T>(ask: (signal: AbortSignal) => Promise<T>, every: (value: T) => number): News<T> {
  const [value, setValue] = useState<T>();
  const [error, setError] = useState<ErrorData>();
  const [online, setOnline] = useState(navigator.onLine);
  const [round, setRound] = useState(0);
  const refresh = () => setRound((before) => before + 1);

  useEffect(() => {
    const end = new AbortController();
    let failures = 0;
    async function poll(): Promise<void> {
      while (navigator.onLine && !document.hidden) {
        let pause = 0;
        try {
          const answer = await ask(end.signal);
          end.signal.throwIfAborted();
          setValue(answer);
          setError(undefined);
          failures = 0;
          pause = every(answer);
        } catch (thrown) {
          end.signal.throwIfAborted();
          setError(dataOf(thrown));
          failures += 1;
          pause = pauseAfter(failures, pauses);
        }
        await systemClock.sleep(pause, end.signal);
      }
    }
    const onTurn = () => {
      setOnline(navigator.onLine);
      refresh();
    };
    poll().catch(() => undefined);
    for (const event of ['online', 'offline']) addEventListener(event, onTurn, { signal: end.signal });
    document.addEventListener('visibilitychange', onTurn, { signal: end.signal });
    return () => end.abort(new Error('Page left'));
  }, [round]);

  return { value, error, online, refresh };
}
