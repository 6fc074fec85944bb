import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type catalogContract, type Implementation, type TitleCard, wireErrors } from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import { cardOf } from './card.ts';
import { seriesKey } from './series-of.ts';
import type { CatalogTables, CatalogTitleRow } from './tables.ts';
import { cardsOf, thing } from './things.ts';

export type TitlesWish = Parameters<Implementation<typeof catalogContract>['calls']['titles']>[0];
export type Order = 'ascending' | 'descending';
export type SortBy = NonNullable<TitlesWish['sort']>;
type Db = Sql<CatalogTables>['db'];
type Row = CatalogTitleRow & { readonly sort_value: string | number };

/** The usual direction of each order. */
export const orders: Readonly<Record<SortBy, Order>> = {
  ...{ added: 'descending', name: 'ascending', year: 'descending', duration: 'ascending', match: 'descending' },
};

interface SortOf {
  value(order: Order): RawBuilder<unknown>;
  /** Of a thing that is several titles: what counts for the whole of it. */
  whole(value: RawBuilder<unknown>): RawBuilder<unknown>;
}

const least = (value: RawBuilder<unknown>) => sql`min(${value})`;
const greatest = (value: RawBuilder<unknown>) => sql`max(${value})`;

/** What each order sorts by. Titles without a year come last either way. */
const sorts: Readonly<Record<Exclude<SortBy, 'match'>, SortOf>> = {
  added: { value: () => sql`titles.place`, whole: greatest },
  name: { value: () => sql`titles.name_key`, whole: least },
  year: {
    value: (order) => sql`coalesce(titles.year, ${order === 'ascending' ? 9999 : 0})`,
    // One episode whose year is not told must not put its series last.
    whole: (value) => sql`coalesce(min(titles.year), max(${value}))`,
  },
  // Whoever looks for something short means an episode, not the sum of them.
  duration: { value: () => sql`titles.duration_seconds`, whole: (value) => sql`avg(${value})` },
};

export interface Page {
  readonly titles: TitleCard[];
  readonly next?: string;
  readonly total: number;
  readonly series?: number;
}

/** Whether the titles themselves say all that is asked for: then it is listed without the index, whatever befalls that. */
export function isListed({ q = '', genre, language }: TitlesWish): boolean {
  return q.trim() === '' && genre === undefined && language === undefined;
}

/** A page of titles in one of their orders. Errors: `request.invalid` where `after` is not from here. */
export async function listTitles({ db }: Sql<CatalogTables>, wish: TitlesWish): Promise<Page> {
  const sort = wish.sort === undefined || wish.sort === 'match' ? 'added' : wish.sort;
  const order = wish.order ?? orders[sort];
  const value = sorts[sort].value(order);
  const filter = sql.join([sql<SqlBool>`1 = 1`, ...filters(wish)], sql` and `);
  const direction = order === 'ascending' ? sql`asc` : sql`desc`;
  const after = wish.after === undefined ? undefined : readCursor(wish.after, sort);
  const asked = { filter, value, sort, order, direction, after };
  if (wish.group === 'series') return groupedPage(db, wish, asked);
  const cursor = after === undefined ? sql`1 = 1` : behind(after, { value, place: sql`titles.place` }, order);
  // Rows are long: they are put in order by what they are sorted by alone.
  const picked = sql`select titles.id, titles.place, ${value} as sort_value from titles where ${filter} and ${cursor}
    order by ${value} ${direction}, titles.place ${direction} limit ${wish.limit + 1}`;
  const { rows } = await sql<Row>`select titles.*, picked.sort_value from (${picked}) as picked
    inner join titles on titles.id = picked.id
    order by picked.sort_value ${direction}, picked.place ${direction}`.execute(db);
  const isWhole = wish.after === undefined && rows.length <= wish.limit;
  const total = isWhole ? rows.length : await count(db, sql`select count(*) as total from titles where ${filter}`);
  const page = rows.slice(0, wish.limit);
  const last = rows.length > wish.limit ? page.at(-1) : undefined;
  const answer = { titles: page.map(cardOf), total };
  return last === undefined ? answer : { ...answer, next: writeCursor(sort, last) };
}

interface Asked {
  readonly filter: RawBuilder<unknown>;
  readonly value: RawBuilder<unknown>;
  readonly sort: keyof typeof sorts;
  readonly order: Order;
  readonly direction: RawBuilder<unknown>;
  readonly after: Cursor | undefined;
}

interface ThingRow {
  readonly thing: string;
  readonly sort_value: string | number;
  readonly place: string;
}

/** The same with a series as one thing. */
async function groupedPage(db: Db, wish: TitlesWish, asked: Asked): Promise<Page> {
  const { filter, value, sort, order, direction, after } = asked;
  const cursor = after === undefined ? sql`1 = 1` : behind(after, { value: sql`sort_value`, place: sql`place` }, order);
  const things = sql`select ${thing} as thing, ${sorts[sort].whole(value)} as sort_value,
      max(titles.place) as place
    from titles where ${filter} group by ${thing}`;
  const { rows } = await sql<ThingRow>`select * from (${things}) as things where ${cursor}
    order by sort_value ${direction}, place ${direction} limit ${wish.limit + 1}`.execute(db);
  const { rows: counts } = await sql<{ total: number; series: number }>`select count(distinct ${thing}) as total,
    count(distinct titles.series_id) as series from titles where ${filter}`.execute(db);
  const page = rows.slice(0, wish.limit);
  const last = rows.length > wish.limit ? page.at(-1) : undefined;
  const { total = 0, series = 0 } = counts[0] ?? {};
  const titles = await cardsOf(
    db,
    page.map((row) => row.thing),
  );
  const answer = { titles, total: Number(total), series: Number(series) };
  return last === undefined ? answer : { ...answer, next: writeCursor(sort, last) };
}

async function count(db: Db, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`${query}`.execute(db);
  return Number(rows[0]?.total ?? 0);
}

function filters({ series, yearFrom, yearUntil }: TitlesWish): RawBuilder<SqlBool>[] {
  return [
    ...(series === undefined ? [] : [sql<SqlBool>`titles.series_key = ${seriesKey(series)}`]),
    ...(yearFrom === undefined ? [] : [sql<SqlBool>`titles.year >= ${yearFrom}`]),
    ...(yearUntil === undefined ? [] : [sql<SqlBool>`titles.year <= ${yearUntil}`]),
  ];
}

interface Cursor {
  readonly value: string | number;
  readonly place: string;
}

function behind(
  { value, place }: Cursor,
  by: { readonly value: RawBuilder<unknown>; readonly place: RawBuilder<unknown> },
  order: Order,
): RawBuilder<unknown> {
  const than = order === 'ascending' ? sql`>` : sql`<`;
  return sql`(${by.value} ${than} ${value} or (${by.value} = ${value} and ${by.place} ${than} ${place}))`;
}

function writeCursor(sort: SortBy, { sort_value, place }: Pick<Row, 'sort_value' | 'place'>): string {
  return Buffer.from(JSON.stringify([sort, sort_value, place])).toString('base64url');
}

function readCursor(text: string, sort: SortBy): Cursor {
  try {
    const [of, value, place] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const isValue = typeof value === 'string' || typeof value === 'number';
    if (of === sort && isValue && typeof place === 'string') return { value, place };
  } catch {
    // Not one of ours: told below.
  }
  throw wireErrors.error('request.invalid', { why: 'after is not what an earlier page of this list answered' });
}
