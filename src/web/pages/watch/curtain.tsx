import { useEffect, useState } from 'preact/hooks';
import { systemClock } from '../../../kit/index.ts';
import { knownName } from '../../names.ts';
import { Icon } from '../../parts/icon.tsx';
import { words } from '../../words/index.ts';
import type { Screening } from './use-player.ts';

/** After this long the curtain says that it takes long. */
const slowMs = 6_000;

/** Velvet before the film: closed until there is a picture. */
export function Curtain({ id, screening }: { readonly id: string; readonly screening: Screening }) {
  const { state, asksForClick, begin } = screening;
  const [slow, setSlow] = useState(false);
  const open = isOpen(screening);

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
    <div class="curtain" data-open={open}>
      <div class="curtain-half curtain-left" aria-hidden="true" />
      <div class="curtain-half curtain-right" aria-hidden="true" />
      <div class="curtain-pelmet" aria-hidden="true" />
      {!open && state.phase !== 'failed' && (
        <div class="curtain-text">
          <h1>{state.name ?? knownName(id)}</h1>
          {asksForClick ? (
            <button type="button" class="button button-large" onClick={begin}>
              <Icon name="play" solid />
              {words.watch.begin}
            </button>
          ) : (
            <>
              <div class="curtain-line" aria-hidden="true" />
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
  if (asksForClick || state.phase === 'idle' || state.phase === 'loading') return false;
  if (state.phase === 'failed') return state.tally.startMs !== undefined;
  return state.tally.startMs !== undefined || state.phase === 'paused' || state.phase === 'ended';
}
