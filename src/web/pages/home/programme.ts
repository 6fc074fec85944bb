import type { TitleCard } from '../../../contracts/catalog/index.ts';
import type { Places } from '../../resume.ts';

/** What the front page needs. */
export interface Front {
  /** The newest, a series as one. */
  readonly titles: readonly TitleCard[];
  /** What one stopped in the middle of and is not among them; and the episodes after those that one has watched. */
  readonly left?: readonly TitleCard[];
  readonly next?: readonly NextEpisode[];
  /** How many there are in the house. */
  readonly total?: number;
  /** Where the house has more than were asked for: rows that were asked for one by one. */
  readonly rows?: readonly Row[];
  /** These are but the newest, and the rest is being asked for. */
  readonly more?: boolean;
}

/** The episode that follows one that was watched, and when that was. */
export interface NextEpisode {
  readonly card: TitleCard;
  readonly at: number;
}

/** A row of the front page. */
export interface Row {
  readonly kind: 'goOn' | 'fresh' | 'genre' | 'decade' | 'short' | 'long' | 'everything';
  /** Of the genre; the first year of the decade. */
  readonly name: string;
  readonly cards: readonly TitleCard[];
}

export interface Programme {
  /** The film in the light. */
  readonly featured: TitleCard;
  readonly rows: readonly Row[];
}

/** Fewer make no row of their own. */
const leastInRow = 3;
const mostRows = 8;
const mostInRow = 24;
/** With fewer rows of genres than this, decades and lengths say what there is. */
const enoughGenres = 4;
const shortSeconds = 40 * 60;
const longSeconds = 140 * 60;

/** What the front page shows of what it knows. Undefined where there is nothing. */
export function programmeOf(front: Front, places: Places): Programme | undefined {
  const { titles, total = titles.length, more = false } = front;
  const goOn = goOnOf(front, places);
  const featured = goOn[0] ?? titles.find(({ artwork }) => artwork?.backdrop !== undefined) ?? titles[0];
  if (featured === undefined) return undefined;
  const newest = [...titles].sort((a, b) => (a.addedAt < b.addedAt ? 1 : -1));
  const rows: Row[] = [
    { kind: 'goOn', name: '', cards: goOn.filter((card) => card !== featured) },
    { kind: 'fresh', name: '', cards: newest.slice(0, mostInRow) },
    // What stands there changes when the rest is known; it waits, rather than move under somebody's finger.
    ...(more ? [] : (front.rows ?? rowsOf(titles))),
    ...(more || front.rows !== undefined || total <= mostInRow ? [] : [everything(titles)]),
  ];
  return { featured, rows: rows.filter(({ cards }) => cards.length > 0) };
}

/** What was stopped in the middle, and what comes after what was watched; of a series one episode, the latest first. */
function goOnOf({ titles, left = [], next = [] }: Front, places: Places): TitleCard[] {
  const stopped = [...titles.filter(({ whole }) => whole === undefined), ...left].flatMap((card) => {
    const place = places[card.id];
    return place === undefined ? [] : [{ card, at: place.savedAt }];
  });
  const all = [...stopped, ...next].sort((a, b) => b.at - a.at);
  const first = new Map<string, TitleCard>();
  for (const { card } of all) {
    const key = card.seriesId ?? card.id;
    if (!first.has(key)) first.set(key, card);
  }
  return [...first.values()];
}

function rowsOf(titles: readonly TitleCard[]): readonly Row[] {
  const genres = genreRows(titles);
  if (genres.length >= enoughGenres) return genres;
  return [...genres, ...decadeRows(titles), ...lengthRows(titles)].slice(0, mostRows);
}

function genreRows(titles: readonly TitleCard[]): readonly Row[] {
  const byGenre = new Map<string, TitleCard[]>();
  for (const card of titles) {
    for (const genre of card.genres ?? []) byGenre.set(genre, [...(byGenre.get(genre) ?? []), card]);
  }
  return [...byGenre]
    .filter(([, cards]) => cards.length >= leastInRow)
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, mostRows)
    .map(([name, cards]) => ({ kind: 'genre', name, cards: cards.slice(0, mostInRow) }));
}

/** The latest first. One that holds everything says nothing. */
function decadeRows(titles: readonly TitleCard[]): readonly Row[] {
  const dated = titles.filter(({ year }) => year !== undefined);
  return [...Map.groupBy(dated, ({ year = 0 }) => year - (year % 10))]
    .filter(([, cards]) => cards.length >= leastInRow && cards.length < titles.length)
    .sort(([a], [b]) => b - a)
    .map(([decade, cards]) => ({ kind: 'decade', name: String(decade), cards: cards.slice(0, mostInRow) }));
}

function lengthRows(titles: readonly TitleCard[]): readonly Row[] {
  const films = titles.filter(({ whole, durationSeconds }) => whole === undefined && durationSeconds > 0);
  const rows = [
    { kind: 'short', cards: films.filter(({ durationSeconds }) => durationSeconds < shortSeconds) },
    { kind: 'long', cards: films.filter(({ durationSeconds }) => durationSeconds > longSeconds) },
  ] as const;
  return rows
    .filter(({ cards }) => cards.length >= leastInRow && cards.length < titles.length)
    .map(({ kind, cards }) => ({ kind, name: '', cards: cards.slice(0, mostInRow) }));
}

/** The last row: a way into the whole house. */
function everything(titles: readonly TitleCard[]): Row {
  const cards = [...titles].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  return { kind: 'everything', name: '', cards: cards.slice(0, mostInRow) };
}
