import { useEffect, useState } from 'preact/hooks';
import { systemClock } from '../../../kit/index.ts';
import { Icon } from '../../components/icon.tsx';
import { Still } from '../../components/still.tsx';
import { knownCard, shownName } from '../../names.ts';
import { words } from '../../words/index.ts';
import type { Screening } from './use-screening.ts';

/** After this long it is said that it takes long. */
const slowMs = 5_000;

/** The film's own picture, at once, until the film has one to show. */
export function Poster({ id, screening }: { readonly id: string; readonly screening: Screening }) {
  const { state, asksForClick, begin } = screening;
  const [slow, setSlow] = useState(false);
  const open = isOpen(screening);
  // For whoever comes from elsewhere nothing of it lies in the cache: it must not keep the film's first picture waiting.
  const [isCold] = useState(() => knownCard(id) === undefined);
  const card = knownCard(id);
  const name = state.name ?? card?.name;

  useEffect(() => {
    setSlow(false);
    if (open) return;
    const end = new AbortController();
    systemClock.sleep(slowMs, end.signal).then(
      () => setSlow(true),
      () => undefined,
    );
    return () => end.abort();
  }, [open, id]);

  return (
    <div class="poster" data-open={open}>
      <Still
        id={id}
        artwork={card?.artwork ?? state.artwork}
        sizes={isCold && !asksForClick ? '40vw' : '100vw'}
        first
        class="poster-still"
      />
      {!open && state.phase !== 'failed' && (
        <div class="poster-text">
          <h1>{name !== undefined && shownName(name)}</h1>
          {asksForClick ? (
            <button type="button" class="button button-large" onClick={begin}>
              <Icon name="play" solid />
              {words.watch.begin}
            </button>
          ) : (
            <>
              <div class="poster-line" aria-hidden="true" />
              <p role="status">{state.outage || slow ? words.watch.still : words.watch.loading}</p>
            </>
          )}
        </div>
      )}
    </div>
  );
}

/** True once there is a picture, or something else to show. */
export function isOpen({ state, asksForClick }: Screening): boolean {
  if (asksForClick || state.phase === 'idle') return false;
  return state.shown || state.phase === 'ended';
}
