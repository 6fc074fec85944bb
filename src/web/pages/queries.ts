import type { TitleCard } from '../../contracts/catalog/index.ts';
import { catalog } from '../api/catalog.ts';
import type { Query } from '../data/use-query.ts';
import { remember } from '../names.ts';
import { readPlaces } from '../resume.ts';
import type { LibrarySort, LibraryView } from '../routes.ts';
import { readWatched } from '../watched.ts';
import type { Front, NextEpisode, Row } from './home/programme.ts';

const frontLimit = 200;
const rowsAsked = 6;
const leastOfRow = 3;
const inRow = 24;
const mostGoOn = 24;
/** Of so many that were watched last it is asked what comes after. */
const mostNext = 6;

/** A house that is empty is about to get its first film; otherwise there is no hurry. */
const emptyMs = 4_000;
const usualMs = 30_000;

export const frontQuery: Query<Front> = {
  key: 'front',
  everyMs: ({ titles }) => (titles.length === 0 ? emptyMs : usualMs),
  async ask() {
    const answer = await catalog.calls.titles({
      limit: frontLimit,
      sort: 'added',
      order: 'descending',
      group: 'series',
    });
    const { titles, next, total = titles.length } = answer;
    const [left, after, rows] = await Promise.all([
      leftElsewhere(titles),
      nextEpisodes(),
      next === undefined ? undefined : rowsOfMany(),
    ]);
    remember([...titles, ...left, ...after.map(({ card }) => card)]);
    return { titles, left, next: after, total, ...(rows === undefined ? {} : { rows }) };
  },
};

/** What one stopped in the middle of and is not among the newest: episodes never are. What is gone is left out. */
async function leftElsewhere(titles: readonly TitleCard[]): Promise<readonly TitleCard[]> {
  const here = new Set(titles.filter(({ whole }) => whole === undefined).map(({ id }) => id));
  const ids = Object.entries(readPlaces(localStorage))
    .filter(([id]) => !here.has(id))
    .sort(([, a], [, b]) => b.savedAt - a.savedAt)
    .slice(0, mostGoOn)
    .map(([id]) => id);
  const known = await Promise.allSettled(ids.map((id) => catalog.calls.title({ id, more: 'omit' })));
  return known.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.card] : []));
}

/** Of the series that were watched last, the episode that comes after. */
async function nextEpisodes(): Promise<readonly NextEpisode[]> {
  const [watched, places] = [readWatched(localStorage), readPlaces(localStorage)];
  const last = Object.entries(watched)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostNext);
  const known = await Promise.allSettled(last.map(([id]) => catalog.calls.title({ id, more: 'episodes' })));
  return known.flatMap((answer, index) => {
    if (answer.status === 'rejected') return [];
    const { card, more = [] } = answer.value;
    const next = more.find(
      ({ id, seriesId, whole }) =>
        whole === undefined && seriesId !== undefined && seriesId === card.seriesId && watched[id] === undefined,
    );
    const at = last[index]?.[1] ?? 0;
    return next === undefined || places[next.id] !== undefined ? [] : [{ card: next, at }];
  });
}

/** Where not all is at hand: the largest genres, and where there are few of those, decades; asked one by one. */
async function rowsOfMany(): Promise<readonly Row[]> {
  const { genres, decades = [] } = await catalog.calls.facets({ group: 'series' });
  const large = (facets: typeof genres) =>
    facets.filter(({ titles }) => titles >= leastOfRow).sort((a, b) => b.titles - a.titles);
  const largest = large(genres).slice(0, rowsAsked);
  const others = large(decades).slice(0, rowsAsked - largest.length);
  others.sort((a, b) => Number(b.value) - Number(a.value));
  const ask = async (filter: Parameters<typeof catalog.calls.titles>[0]) =>
    remember((await catalog.calls.titles({ ...filter, group: 'series', limit: inRow })).titles);
  return Promise.all([
    ...largest.map(async ({ value }) => ({
      kind: 'genre' as const,
      name: value,
      cards: await ask({ genre: value }),
    })),
    ...others.map(async ({ value }) => ({
      kind: 'decade' as const,
      name: value,
      cards: await ask({ yearFrom: Number(value), yearUntil: Number(value) + 9 }),
    })),
    ask({ sort: 'name' }).then((cards) => ({ kind: 'everything' as const, name: '', cards })),
  ]);
}

export function titleQuery(id: string): Query<Awaited<ReturnType<typeof catalog.calls.title>>> {
  return {
    key: `title/${id}`,
    async ask() {
      const answer = await catalog.calls.title({ id, more: 'omit' });
      remember([answer.card]);
      return answer;
    },
  };
}

/** What to watch beside a title: looked for by itself, so that its page need not wait for it. */
export function moreQuery(id: string): Query<readonly TitleCard[]> {
  return {
    key: `more/${id}`,
    ask: async () => remember((await catalog.calls.more({ id })).titles),
  };
}

export function seriesQuery(id: string): Query<Awaited<ReturnType<typeof catalog.calls.series>>> {
  return {
    key: `series/${id}`,
    async ask() {
      const answer = await catalog.calls.series({ id });
      remember([...answer.episodes, ...answer.more]);
      return answer;
    },
  };
}

export const facetsQuery: Query<Awaited<ReturnType<typeof catalog.calls.facets>>> = {
  key: 'facets',
  freshMs: 60_000,
  ask: () => catalog.calls.facets({ group: 'series' }),
};

export type Shelf = Awaited<ReturnType<typeof catalog.calls.titles>>;

const sorts = {
  added: { sort: 'added', order: 'descending' },
  name: { sort: 'name', order: 'ascending' },
  year: { sort: 'year', order: 'descending' },
  'year-up': { sort: 'year', order: 'ascending' },
  duration: { sort: 'duration', order: 'ascending' },
  'duration-down': { sort: 'duration', order: 'descending' },
} as const satisfies Readonly<Record<LibrarySort, object>>;

const pageLimit = 60;
const mostAtOnce = 500;

/** A page of the library. `after` goes on from an earlier page; `count` asks for as many as are shown already. */
export async function shelf(
  { sort, genre, language, decade }: LibraryView,
  { after, count = 0 }: { readonly after?: string; readonly count?: number } = {},
): Promise<Shelf> {
  const answer = await catalog.calls.titles({
    ...sorts[sort],
    ...(genre === undefined ? {} : { genre }),
    ...(language === undefined ? {} : { language }),
    ...(decade === undefined ? {} : { yearFrom: Number(decade), yearUntil: Number(decade) + 9 }),
    ...(after === undefined ? {} : { after }),
    group: 'series',
    limit: Math.min(mostAtOnce, Math.max(pageLimit, count)),
  });
  remember(answer.titles);
  return answer;
}

export function searchQuery(wanted: string): Query<Shelf> {
  return {
    key: `search/${wanted}`,
    async ask() {
      if (wanted === '') return { titles: [] };
      const answer = await catalog.calls.titles({ q: wanted, sort: 'match', group: 'series', limit: pageLimit });
      remember(answer.titles);
      return answer;
    },
  };
}
