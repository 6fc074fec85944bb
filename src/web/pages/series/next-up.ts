import type { TitleCard } from '../../../contracts/catalog/index.ts';
import type { Place, Places } from '../../resume.ts';
import type { Watched } from '../../watched.ts';

/** What to play of a series, and why that. */
export interface NextUp {
  readonly episode: TitleCard;
  readonly place: Place | undefined;
  /** Nothing was watched yet; one goes on where one stopped; the one after what was watched; all was watched. */
  readonly kind: 'start' | 'goOn' | 'next' | 'again';
}

/** The episode that one wants next: `episodes` stand in their order, specials last. */
export function nextUp(episodes: readonly TitleCard[], places: Places, watched: Watched): NextUp | undefined {
  const [first] = episodes;
  if (first === undefined) return undefined;
  const touched = (id: string) => Math.max(places[id]?.savedAt ?? 0, watched[id] ?? 0);
  const last = episodes.reduce((latest, one) => (touched(one.id) >= touched(latest.id) ? one : latest), first);
  if (touched(last.id) === 0) return { episode: first, place: undefined, kind: 'start' };
  const place = places[last.id];
  if (place !== undefined && place.savedAt >= (watched[last.id] ?? 0)) return { episode: last, place, kind: 'goOn' };
  const isNew = ({ id }: TitleCard) => watched[id] === undefined;
  const isSpecial = ({ series }: TitleCard) => series?.season === 0;
  const after = episodes.slice(episodes.indexOf(last) + 1);
  // Specials are nobody's next episode but other specials'.
  const next = after.find((one) => isNew(one) && isSpecial(one) === isSpecial(last)) ?? episodes.find(isNew);
  if (next === undefined) return { episode: first, place: undefined, kind: 'again' };
  return { episode: next, place: places[next.id], kind: places[next.id] === undefined ? 'next' : 'goOn' };
}
