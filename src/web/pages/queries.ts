import type { TitleCard } from '../../contracts/index.ts';
import { catalog } from '../api.ts';
import type { Query } from '../data/use-query.ts';
import { remember } from '../names.ts';
import { readPlaces } from '../resume.ts';
import type { LibrarySort, LibraryView } from '../routes.ts';
import type { Front, Row } from './home/programme.ts';

const frontLimit = 200;
const genresAsked = 6;
const inGenreRow = 24;
const mostGoOn = 24;

/** A house that is empty is about to get its first film; otherwise there is no hurry. */
const emptyMs = 4_000;
const usualMs = 30_000;

export const frontQuery: Query<Front> = {
  key: 'front',
  everyMs: ({ titles }) => (titles.length === 0 ? emptyMs : usualMs),
  async ask() {
    const { titles, next } = await catalog.calls.titles({ limit: frontLimit, sort: 'added', order: 'descending' });
    const [left, genres] = await Promise.all([leftElsewhere(titles), next === undefined ? [] : genreRows()]);
    return { titles: remember([...titles, ...left]), genres };
  },
};

/** Films that one stopped in the middle of, and that are not among the newest. Those that are gone are left out. */
async function leftElsewhere(titles: readonly TitleCard[]): Promise<readonly TitleCard[]> {
  const here = new Set(titles.map(({ id }) => id));
  const ids = Object.entries(readPlaces(localStorage))
    .filter(([id]) => !here.has(id))
    .sort(([, a], [, b]) => b.savedAt - a.savedAt)
    .slice(0, mostGoOn)
    .map(([id]) => id);
  const answers = await Promise.allSettled(ids.map((id) => catalog.calls.title({ id })));
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.card] : []));
}

async function genreRows(): Promise<readonly Row[]> {
  const { genres } = await catalog.calls.facets({});
  const largest = [...genres].sort((a, b) => b.titles - a.titles).slice(0, genresAsked);
  return Promise.all(
    largest.map(async ({ value }) => {
      const { titles } = await catalog.calls.titles({ genre: value, limit: inGenreRow });
      return { kind: 'genre', name: value, cards: remember(titles) };
    }),
  );
}

export function titleQuery(id: string): Query<Awaited<ReturnType<typeof catalog.calls.title>>> {
  return {
    key: `title/${id}`,
    async ask() {
      const answer = await catalog.calls.title({ id });
      remember([answer.card, ...(answer.more ?? [])]);
      return answer;
    },
  };
}

/** The episodes of a series, in no order. */
export function seriesQuery(series: string | undefined): Query<readonly TitleCard[]> {
  return {
    key: `series/${series ?? ''}`,
    async ask() {
      if (series === undefined) return [];
      const { titles } = await catalog.calls.titles({ series, limit: 500 });
      return remember(titles.filter((card) => card.series?.name === series));
    },
  };
}

export const facetsQuery: Query<Awaited<ReturnType<typeof catalog.calls.facets>>> = {
  key: 'facets',
  freshMs: 60_000,
  ask: () => catalog.calls.facets({}),
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
  { sort, genre, language }: LibraryView,
  { after, count = 0 }: { readonly after?: string; readonly count?: number } = {},
): Promise<Shelf> {
  const answer = await catalog.calls.titles({
    ...sorts[sort],
    ...(genre === undefined ? {} : { genre }),
    ...(language === undefined ? {} : { language }),
    ...(after === undefined ? {} : { after }),
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
      const answer = await catalog.calls.titles({ q: wanted, sort: 'match', limit: pageLimit });
      remember(answer.titles);
      return answer;
    },
  };
}
