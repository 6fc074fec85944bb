import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type catalogContract, type Implementation, type TitleCard, wireErrors } from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import { cardOf } from './card.ts';
import { fold, sortKey } from './fold.ts';
import { asMeant, asTyped } from './matches.ts';
import type { CatalogTables, CatalogTitleRow } from './tables.ts';

type Wish = Parameters<Implementation<typeof catalogContract>['calls']['titles']>[0];
type Db = Sql<CatalogTables>['db'];
type Order = 'ascending' | 'descending';
type SortBy = NonNullable<Wish['sort']>;
type Row = CatalogTitleRow & { readonly sort_value: string | number };

/** What each order sorts by, and its usual direction. Titles without a year come last either way. */
const sorts: Readonly<Record<SortBy, { readonly order: Order; value(order: Order, q: string): RawBuilder<unknown> }>> =
  {
    added: { order: 'descending', value: () => sql`titles.place` },
    name: { order: 'ascending', value: () => sql`titles.name_key` },
    year: { order: 'descending', value: (order) => sql`coalesce(titles.year, ${order === 'ascending' ? 9999 : 0})` },
    duration: { order: 'ascending', value: () => sql`titles.duration_seconds` },
    match: { order: 'descending', value: (_, q) => matchValue(q) },
  };

interface Page {
  readonly titles: TitleCard[];
  readonly next?: string;
  readonly total: number;
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
  const sort = wish.sort === undefined || wish.sort === 'match' ? usual : wish.sort;
  const order = wish.order ?? sorts[sort].order;
  const value = sorts[sort].value(order, wish.q ?? '');
  const filter = sql.join([sql<SqlBool>`1 = 1`, ...filters(wish)], sql` and `);
  const from =
    found === undefined ? sql`titles` : sql`titles inner join (${found}) as found on found.title = titles.id`;
  const direction = order === 'ascending' ? sql`asc` : sql`desc`;
  const cursor = wish.after === undefined ? sql`1 = 1` : behind(readCursor(wish.after, sort), value, order);
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

async function count(db: Db, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`${query}`.execute(db);
  return Number(rows[0]?.total ?? 0);
}

function filters({ genre, language, series }: Wish): RawBuilder<SqlBool>[] {
  const tagged = (kind: string, value: string) =>
    sql<SqlBool>`exists (select 1 from tags where tags.title = titles.id and kind = ${kind} and tag = ${fold(value).trim()})`;
  return [
    ...(genre === undefined ? [] : [tagged('genre', genre)]),
    ...(language === undefined ? [] : [tagged('language', language)]),
    ...(series === undefined ? [] : [sql<SqlBool>`titles.series_key = ${fold(series)}`]),
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

function behind({ value, place }: Cursor, by: RawBuilder<unknown>, order: Order): RawBuilder<unknown> {
  const than = order === 'ascending' ? sql`>` : sql`<`;
  return sql`(${by} ${than} ${value} or (${by} = ${value} and titles.place ${than} ${place}))`;
}

function writeCursor(sort: SortBy, { sort_value, place }: Row): string {
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
