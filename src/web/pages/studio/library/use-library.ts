import { useEffect, useState } from 'preact/hooks';
import type { StudioTitle } from '../../../../contracts/studio/index.ts';
import { type ErrorData, systemClock } from '../../../../kit/index.ts';
import { dataOf } from '../../../data/error.ts';
import { followStudio } from '../follow.ts';
import { askAllTitles, titlesStore } from '../titles-store.ts';
import { useStore } from '../use-store.ts';

/** While there is no way for events, it is asked this often. */
const pollMs = 4_000;

export interface Library {
  /** Undefined until they are known for the first time. */
  readonly titles: readonly StudioTitle[] | undefined;
  readonly error: ErrorData | undefined;
  /** True while events come. */
  readonly open: boolean;
  readonly refresh: () => void;
}

/** Every title of the studio, live. */
export function useLibrary(): Library {
  useStore(titlesStore);
  const [error, setError] = useState<ErrorData>();
  const [open, setOpen] = useState(false);
  const [round, setRound] = useState(0);
  const refresh = () => setRound((before) => before + 1);

  useEffect(() => {
    const end = new AbortController();
    const ask = async () => {
      try {
        titlesStore.merge(await askAllTitles(end.signal), { whole: true });
        setError(undefined);
      } catch (thrown) {
        if (!end.signal.aborted) setError(dataOf(thrown));
      }
    };
    let live = false;
    async function poll(): Promise<void> {
      for (;;) {
        await systemClock.sleep(pollMs, end.signal);
        if (!live && !document.hidden && navigator.onLine) await ask();
      }
    }
    void ask();
    poll().catch(() => undefined);
    const stop = followStudio({
      title: (title) => titlesStore.merge([title]),
      removed: (id) => titlesStore.gone(id),
      stale: () => void ask(),
      way: (now) => {
        live = now;
        setOpen(now);
        if (now) void ask();
      },
    });
    return () => {
      stop();
      end.abort(new Error('Page left'));
    };
  }, [round]);

  return { titles: titlesStore.state.whole ? titlesStore.list : undefined, error, open, refresh };
}
