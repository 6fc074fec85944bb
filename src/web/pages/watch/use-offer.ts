import { useEffect, useState } from 'preact/hooks';
import type { TitleCard } from '../../../contracts/catalog/index.ts';
import type { PlayerState } from '../../../player/index.ts';
import { go } from '../../router.ts';
import { addressOf } from '../../routes.ts';
import { useCountdown } from './next-card.tsx';
import { offerFrom } from './opening.ts';
import { prepare } from './prepared-film.ts';

export interface Offer {
  /** True while the next episode is offered. */
  readonly on: boolean;
  /** Seconds until it begins by itself. */
  readonly left: number;
  readonly play: () => void;
  /** One would rather stay with this film. */
  readonly stay: () => void;
}

/** The next episode, offered towards the end of film `id` and played after it unless one stays. */
export function useOffer(
  id: string,
  { next, may, state }: { readonly next: TitleCard | undefined; readonly may: boolean; readonly state: PlayerState },
): Offer {
  const [stays, setStays] = useState(false);
  const ended = state.phase === 'ended';
  const offered = next !== undefined && !stays && may && state.phase !== 'failed';
  const on = offered && (ended || state.time >= offerFrom(state.chapters, state.duration));
  const left = useCountdown(offered && ended, play);

  function play(): void {
    if (next !== undefined) go(addressOf.watch(next.id, 0), { replace: true });
  }

  useEffect(() => setStays(false), [id]);
  useEffect(() => {
    if (on && next !== undefined) prepare(next.id, 0);
  }, [on]);
  return { on, left: ended ? left : state.duration - state.time, play, stay: () => setStays(true) };
}
