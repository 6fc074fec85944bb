import { useEffect, useState } from 'preact/hooks';
import type { TitleCard } from '../../../contracts/catalog/index.ts';
import { catalog } from '../../api/catalog.ts';
import { nextEpisode } from './next-episode.ts';

export interface Around {
  /** What is known of the film itself. */
  readonly card: TitleCard | undefined;
  readonly next: TitleCard | undefined;
}

/** The film's own card and the episode after it. Neither is needed to play: what cannot be had is left out. */
export function useAround(id: string, wanted: boolean): Around {
  const [around, setAround] = useState<Around>({ card: undefined, next: undefined });
  useEffect(() => {
    setAround({ card: undefined, next: undefined });
  }, [id]);
  useEffect(() => {
    if (!wanted) return;
    const end = new AbortController();
    catalog.calls.title({ id, more: 'episodes' }, { signal: end.signal }).then(
      ({ card, more = [] }) => setAround({ card, next: nextEpisode(card, more) }),
      () => undefined,
    );
    return () => end.abort(new Error('Another film'));
  }, [id, wanted]);
  return around;
}
