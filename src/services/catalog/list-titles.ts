import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type catalogContract, type Implementation, type TitleCard, wireErrors } from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import { cardOf } from './card.ts';
import { fold, sortKey } from './fold.ts';
import { asMeant, asTyped } from './matches.ts';
import { seriesKey } from './series-of.ts';
import type { CatalogTables, CatalogTitleRow } from './tables.ts';
import { cardsOf, thing } from './things.ts';

type Wish = Parameters<Implementation<typeof catalogContract>['calls']['titles']>[0];
type Db = Sql<CatalogTables>['db'];
type Order = 'ascending' | 'descending';
type SortBy = NonNullable<Wish['sort']>;
type Row = CatalogTitleRow & { readonly sort_value: string | number };

interface SortOf {
  readonly order: Order;
  value(order: Order, q: string): RawBuilder<unknown>;
  /** Of a thing that is several titles: what counts for the whole of it. */
  whole(value: RawBuilder<unknown>): RawBuilder<unknown>;
}

const least = (value: RawBuilder<unknown>) => sql`min(${value})`;
const greatest = (value: RawBuilder<unknown>) => sql`max(${value})`;

/** What each order sorts by, and its usual direction. Titles without a year come last either way. */
const sorts: Readonly<Record<SortBy, SortOf>> = {
  added: { order: 'descending', value: () => sql`titles.place`, whole: greatest },
  name: { order: 'ascending', value: () => sql`titles.name_key`, whole: least },
  year: {
    order: 'descending',
    value: (order) => sql`coalesce(titles.year, ${order === 'ascending' ? 9999 : 0})`,
    // One episode whose year is not told must not put its series last.
    whole: (value) => sql`coalesce(min(titles.year), max(${value}))`,
  },
  // Whoever looks for something short means an episode, not the sum of them.
  duration: { order: 'ascending', value: () => sql`titles.duration_seconds`, whole: (value) => sql`avg(${value})` },
  match: { order: 'descending', value: (_, q) => matchValue(q), whole: greatest },
};

interface Page {
  readonly titles: TitleCard[];
  readonly next?: string;
  readonly total: number;
  readonly series?: number;
}

/** A page of titles. Errors: `request.invalid` where `after` is not from here or of another search. */
export async function listTitles({ db }: Sql<CatalogTables>, wish: Wish): Promise<Page> {
  const q = wish.q?.trim() ?? '';
  if (q === '') return pageOf(db, wish, undefined);
  const typed = asTyped(q);
  const found = typed === undefined ? none : await pageOf(db, wish, typed);
  if (found.total > 0) return found;
  const meant = await asMeant(db, q);
  return meant === undefined ? none : pageOf(db, wish, meant);
}

const none: Page = { titles: [], total: 0 };

async function pageOf(db: Db, wish: Wish, found: RawBuilder<unknown> | undefined): Promise<Page> {
  const usual = found === undefined ? 'added' : 'match';
  const sort: SortBy = wish.sort === undefined || wish.sort === 'match' ? usual : wish.sort;
  const order = wish.order ?? sorts[sort].order;
  const value = sorts[sort].value(order, wish.q ?? '');
  const filter = sql.join([sql<SqlBool>`1 = 1`, ...filters(wish)], sql` and `);
  const from =
    found === undefined ? sql`titles` : sql`titles inner join (${found}) as found on found.title = titles.id`;
  const direction = order === 'ascending' ? sql`asc` : sql`desc`;
  const after = wish.after === undefined ? undefined : readCursor(wish.after, sort);
  const asked = { from, filter, value, sort, order, direction, after };
  if (wish.group === 'series') return groupedPage(db, wish, asked);
  const cursor = after === undefined ? sql`1 = 1` : behind(after, { value, place: sql`titles.place` }, order);
  // Rows are long: they are put in order by what they are sorted by alone.
  const picked = sql`select titles.id, titles.place, ${value} as sort_value from ${from} where ${filter} and ${cursor}
    order by ${value} ${direction}, titles.place ${direction} limit ${wish.limit + 1}`;
  const { rows } = await sql<Row>`select titles.*, picked.sort_value from (${picked}) as picked
    inner join titles on titles.id = picked.id
    order by picked.sort_value ${direction}, picked.place ${direction}`.execute(db);
  const isWhole = wish.after === undefined && rows.length <= wish.limit;
  const total = isWhole ? rows.length : await count(db, sql`select count(*) as total from ${from} where ${filter}`);
  const page = rows.slice(0, wish.limit);
  const last = rows.length > wish.limit ? page.at(-1) : undefined;
  const answer = { titles: page.map(cardOf), total };
  return last === undefined ? answer : { ...answer, next: writeCursor(sort, last) };
}

interface Asked {
  readonly from: RawBuilder<unknown>;
  readonly filter: RawBuilder<unknown>;
  readonly value: RawBuilder<unknown>;
  readonly sort: SortBy;
  readonly order: Order;
  readonly direction: RawBuilder<unknown>;
  readonly after: Cursor | undefined;
}

interface ThingRow {
  readonly thing: string;
  readonly sort_value: string | number;
  readonly place: string;
  /** Of a series, how many of its episodes were found, and one of them. */
  readonly found: number;
  readonly one: string;
}

/** The same with a series as one thing. */
async function groupedPage(db: Db, wish: Wish, asked: Asked): Promise<Page> {
  const { from, filter, value, sort, order, direction, after } = asked;
  const cursor = after === undefined ? sql`1 = 1` : behind(after, { value: sql`sort_value`, place: sql`place` }, order);
  const things = sql`select ${thing} as thing, ${sorts[sort].whole(value)} as sort_value,
      max(titles.place) as place, count(*) as found, min(titles.id) as one
    from ${from} where ${filter} group by ${thing}`;
  const { rows } = await sql<ThingRow>`select * from (${things}) as things where ${cursor}
    order by sort_value ${direction}, place ${direction} limit ${wish.limit + 1}`.execute(db);
  const { rows: counts } = await sql<{ total: number; series: number }>`select count(distinct ${thing}) as total,
    count(distinct titles.series_id) as series from ${from} where ${filter}`.execute(db);
  const page = rows.slice(0, wish.limit);
  const last = rows.length > wish.limit ? page.at(-1) : undefined;
  const { total = 0, series = 0 } = counts[0] ?? {};
  const cards = await cardsOf(
    db,
    page.map((row) => row.thing),
  );
  const titles = (wish.q?.trim() ?? '') === '' ? cards : await withFoundEpisodes(db, cards, page);
  const answer = { titles, total: Number(total), series: Number(series) };
  return last === undefined ? answer : { ...answer, next: writeCursor(sort, last) };
}

async function count(db: Db, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`${query}`.execute(db);
  return Number(rows[0]?.total ?? 0);
}

/** Whoever looks for one episode by its name wants that one, not its series. */
async function withFoundEpisodes(db: Db, cards: readonly TitleCard[], rows: readonly ThingRow[]): Promise<TitleCard[]> {
  const single = new Map(rows.filter(({ found }) => Number(found) === 1).map((row) => [row.thing, row.one]));
  const wanted = cards.map(({ whole }) =>
    whole === undefined || whole.episodes < 2 ? undefined : single.get(whole.id),
  );
  const episodes = await cardsOf(
    db,
    wanted.filter((id) => id !== undefined),
  );
  const byId = new Map(episodes.map((card) => [card.id, card]));
  return cards.map((card, index) => byId.get(wanted[index] ?? '') ?? card);
}

function filters({ genre, language, series, yearFrom, yearUntil }: Wish): RawBuilder<SqlBool>[] {
  const tagged = (kind: string, value: string) =>
    sql<SqlBool>`exists (select 1 from tags where tags.title = titles.id and kind = ${kind} and tag = ${fold(value).trim()})`;
  return [
    ...(genre === undefined ? [] : [tagged('genre', genre)]),
    ...(language === undefined ? [] : [tagged('language', language)]),
    ...(series === undefined ? [] : [sql<SqlBool>`titles.series_key = ${seriesKey(series)}`]),
    ...(yearFrom === undefined ? [] : [sql<SqlBool>`titles.year >= ${yearFrom}`]),
    ...(yearUntil === undefined ? [] : [sql<SqlBool>`titles.year <= ${yearUntil}`]),
  ];
}

/** A name that is what was typed, or begins with it, stands before those that only have its words. */
function matchValue(q: string): RawBuilder<unknown> {
  const key = sortKey(q);
  const beginning = sql`titles.name_key >= ${key} and titles.name_key < ${`${key}\u{10ffff}`}`;
  return sql`(found.score + case when titles.name_key = ${key} then 100 when ${beginning} then 20 else 0 end)`;
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
