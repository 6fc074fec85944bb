import type { TitleCard } from '../../../contracts/index.ts';
import type { Places } from '../../resume.ts';

/** What the front page needs. */
export interface Front {
  readonly titles: readonly TitleCard[];
  /** Where the house has more films than were asked for: its largest genres, asked one by one. */
  readonly genres: readonly Row[];
  /** These are but the newest, and the rest is being asked for. */
  readonly more?: boolean;
}

/** A row of the front page. */
export interface Row {
  readonly kind: 'goOn' | 'fresh' | 'genre' | 'series';
  /** Of the genre or series. */
  readonly name: string;
  readonly cards: readonly TitleCard[];
}

export interface Programme {
  /** The film in the light. */
  readonly featured: TitleCard;
  readonly rows: readonly Row[];
}

/** Fewer films than this make no row of a genre of their own. */
const leastOfGenre = 3;
const leastOfSeries = 2;
const mostGenres = 8;
const mostInRow = 24;

/** What the front page shows of what it knows. Undefined where there is nothing. */
export function programmeOf({ titles, genres, more = false }: Front, places: Places): Programme | undefined {
  const goOn = titles.filter(({ id }) => places[id] !== undefined);
  goOn.sort((a, b) => (places[b.id]?.savedAt ?? 0) - (places[a.id]?.savedAt ?? 0));
  const featured = goOn[0] ?? titles.find(({ artwork }) => artwork?.backdrop !== undefined) ?? titles[0];
  if (featured === undefined) return undefined;
  const newest = [...titles].sort((a, b) => (a.addedAt < b.addedAt ? 1 : -1));
  const rows: Row[] = [
    { kind: 'goOn', name: '', cards: goOn.filter((card) => card !== featured) },
    { kind: 'fresh', name: '', cards: onePerSeries(newest).slice(0, mostInRow) },
    // What stands there changes when the rest is known; it waits, rather than move under somebody's finger.
    ...(more ? [] : [...(genres.length > 0 ? genres : genreRows(titles)), ...seriesRows(titles)]),
  ];
  return { featured, rows: rows.filter(({ cards }) => cards.length > 0) };
}

/** A series that came in whole is one card among what is new: its newest. */
function onePerSeries(titles: readonly TitleCard[]): readonly TitleCard[] {
  const seen = new Set<string>();
  return titles.filter(({ series }) => {
    if (series === undefined) return true;
    const first = !seen.has(series.name);
    seen.add(series.name);
    return first;
  });
}

function genreRows(titles: readonly TitleCard[]): readonly Row[] {
  const byGenre = new Map<string, TitleCard[]>();
  for (const card of titles) {
    for (const genre of card.genres ?? []) byGenre.set(genre, [...(byGenre.get(genre) ?? []), card]);
  }
  return [...byGenre]
    .filter(([, cards]) => cards.length >= leastOfGenre)
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, mostGenres)
    .map(([name, cards]) => ({ kind: 'genre', name, cards: onePerSeries(cards).slice(0, mostInRow) }));
}

function seriesRows(titles: readonly TitleCard[]): readonly Row[] {
  return [...Map.groupBy(titles, ({ series }) => series?.name ?? '')]
    .filter(([name, cards]) => name !== '' && cards.length >= leastOfSeries)
    .map(([name, cards]) => ({ kind: 'series', name, cards: inOrder(cards) }));
}

/** Episodes as they follow each other. */
export function inOrder(titles: readonly TitleCard[]): readonly TitleCard[] {
  const place = ({ series }: TitleCard) => (series === undefined ? 0 : series.season * 10_000 + series.episode);
  return [...titles].sort((a, b) => place(a) - place(b));
}
