import { type TitleCard, wireErrors } from '../../../contracts/index.ts';
import type { Condition, Found, Hit, Search, Sort } from '../../../engines/index/index.ts';
import { hasCode, sortKey } from '../../../kit/index.ts';
import { cardOf } from '../card.ts';
import { type Order, orders, type Page, type SortBy, type TitlesWish } from '../list-titles.ts';
import { seriesKey } from '../series-of.ts';
import { cardsOf } from '../things.ts';
import type { Searching } from './searching.ts';

/** What each order sorts by; of a series, what counts for the whole of it. */
const sorts: Readonly<Record<SortBy, Omit<Sort, 'order'>>> = {
  added: { by: 'place', of: 'greatest' },
  name: { by: 'nameKey', of: 'least' },
  year: { by: 'year', of: 'least' },
  // Whoever looks for something short means an episode, not the sum of them.
  duration: { by: 'duration', of: 'mean' },
  match: { by: 'score', of: 'greatest' },
};

/** A page of what the index finds. Errors: `request.invalid` where `after` is not from here or of another search. */
export async function findTitles(searching: Searching, wish: TitlesWish): Promise<Page> {
  const q = wish.q?.trim() ?? '';
  const isGrouped = wish.group === 'series';
  const search: Search = {
    ...(q === '' ? {} : { words: { text: q, beginnings: 'every', slips: true }, prefer: preferredNames(q) }),
    where: conditions(wish),
    sort: sortOf(wish, q === '' ? 'added' : 'match'),
    limit: wish.limit,
    ...(wish.after === undefined ? {} : { after: wish.after }),
    ...(isGrouped ? { group: 'thing', distinct: ['thing', 'seriesId'] } : {}),
  };
  const found = await searched(searching, search);
  const { hits, next, distinct } = found;
  const answer = isGrouped
    ? {
        titles: await thingsIn(searching, hits, q !== ''),
        ...{ total: distinct.thing ?? 0, series: distinct.seriesId ?? 0 },
      }
    : { titles: await titlesIn(searching, hits), total: found.total };
  return next === undefined ? answer : { ...answer, next };
}

async function searched({ index, indexer }: Searching, search: Search): Promise<Found> {
  try {
    return await indexer.ask((name) => index.search(name, search));
  } catch (error) {
    if (!hasCode(error, 'index.bad-cursor')) throw error;
    throw wireErrors.error('request.invalid', { why: 'after is not what an earlier page of this list answered' });
  }
}

/** A name that is what was typed, or begins with it, stands before those that only have its words. */
function preferredNames(q: string): NonNullable<Search['prefer']> {
  const value = sortKey(q);
  return [
    { field: 'nameKey', value, score: 100 },
    { field: 'nameKey', value, beginning: true, score: 20 },
  ];
}

function conditions({ genre, language, series, yearFrom, yearUntil }: TitlesWish): Condition[] {
  const isYear = yearFrom !== undefined || yearUntil !== undefined;
  return [
    ...(genre === undefined ? [] : [{ field: 'genre', in: [genre] }]),
    ...(language === undefined ? [] : [{ field: 'language', in: [language] }]),
    ...(series === undefined ? [] : [{ field: 'seriesKey', in: [seriesKey(series)] }]),
    ...(isYear ? [{ field: 'year', ...(yearFrom === undefined ? {} : { from: yearFrom }), ...until(yearUntil) }] : []),
  ];
}

function until(year: number | undefined) {
  return year === undefined ? {} : { until: year };
}

function sortOf(wish: TitlesWish, usual: SortBy): readonly Sort[] {
  const by = wish.sort === undefined || wish.sort === 'match' ? usual : wish.sort;
  const order: Order = wish.order ?? orders[by];
  return [
    { ...sorts[by], order },
    { by: 'place', of: 'greatest', order },
  ];
}

/** Titles that are gone meanwhile are left out. */
async function titlesIn({ sql }: Searching, hits: readonly Hit[]): Promise<TitleCard[]> {
  if (hits.length === 0) return [];
  const ids = hits.map(({ id }) => id);
  const rows = await sql.db.selectFrom('titles').selectAll().where('id', 'in', ids).execute();
  const cards = new Map(rows.map((row) => [row.id, cardOf(row)]));
  return ids.map((id) => cards.get(id)).filter((card) => card !== undefined);
}

/** Whoever looks for one episode by its name wants that one, not its series. */
async function thingsIn({ sql }: Searching, hits: readonly Hit[], hasWords: boolean): Promise<TitleCard[]> {
  const cards = await cardsOf(
    sql.db,
    hits.map(({ group, id }) => group ?? id),
  );
  if (!hasWords) return cards;
  const single = new Map(hits.filter(({ found }) => found === 1).map(({ group, id }) => [group, id]));
  const wanted = cards.map(({ whole }) =>
    whole === undefined || whole.episodes < 2 ? undefined : single.get(whole.id),
  );
  const episodes = await cardsOf(
    sql.db,
    wanted.filter((id) => id !== undefined),
  );
  const byId = new Map(episodes.map((card) => [card.id, card]));
  return cards.map((card, place) => byId.get(wanted[place] ?? '') ?? card);
}
