import type { Run, SqliteRow } from '../../../host/index.ts';
import { indexErrors } from '../errors.ts';
import type { Document, Found, Hit, Search } from '../index.ts';
import { allOf, scoreOf } from './conditions.ts';
import { type Fragment, joined, named, sql } from './fragment.ts';
import { asMeant, asTyped } from './matches.ts';
import { type Cursor, orderOf } from './order.ts';
import { type IndexTables, singleColumn } from './tables.ts';

const mostHits = 1_000;

/** What is found as it was typed, or, where that is nothing, what may have been meant. */
export async function search(run: Run, index: IndexTables, wish: Search): Promise<Found> {
  const { words, limit, after } = wish;
  if (!(limit >= 1 && limit <= mostHits)) {
    throw indexErrors.error('index.bad-request', { why: `limit is 1 to ${mostHits}.` });
  }
  const score = words === undefined ? sql`0` : scoreOf(index, wish);
  const order = orderOf(index, wish, score);
  const cursor = after === undefined ? undefined : order.read(after);
  const page = (found: Fragment | undefined, meant: boolean) =>
    pageOf(run, index, { wish, score, order, cursor, found, meant });
  if (words === undefined) return page(undefined, false);
  const typed = asTyped(index, words);
  if (typed === undefined) return nothing(wish);
  if (cursor?.meant !== true) {
    const found = await page(typed, false);
    if (found.total > 0 || words.slips !== true) return found;
  }
  const meant = await asMeant(run, index, words);
  return meant === undefined ? nothing(wish) : page(meant, true);
}

function nothing({ distinct = [] }: Search): Found {
  return { hits: [], total: 0, distinct: Object.fromEntries(distinct.map((field) => [field, 0])) };
}

interface Asked {
  readonly wish: Search;
  readonly score: Fragment;
  readonly order: ReturnType<typeof orderOf>;
  readonly cursor: Cursor | undefined;
  /** Documents with their scores; undefined where there are no words. */
  readonly found: Fragment | undefined;
  readonly meant: boolean;
}

async function pageOf(run: Run, index: IndexTables, asked: Asked): Promise<Found> {
  const { wish, score, order, cursor, found, meant } = asked;
  const { documents } = index;
  const { limit, group, distinct = [] } = wish;
  const from =
    found === undefined
      ? documents
      : sql`(${found}) as found inner join ${documents} on ${documents}.number = found.document`;
  const where = allOf(index, wish.where);
  const grouped = group === undefined ? undefined : sql`${documents}.${singleColumn(index, group)}`;
  const hits =
    grouped === undefined
      ? sql`select ${documents}.id as id, ${score} as score, ${order.columns} from ${from} where ${where}`
      : sql`select min(${documents}.id) as id, max(${score}) as score, ${grouped} as shared, count(*) as found,
          ${order.columns} from ${from} where ${where} and ${grouped} is not null group by ${grouped}`;
  const { rows } = await run(sql`select * from (${hits}) where ${order.behind(cursor)}
    order by ${order.orderBy} limit ${limit + 1}`);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const isAll = cursor === undefined && last === undefined && group === undefined;
  const counts =
    isAll && (distinct.length === 0 || rows.length === 0)
      ? { ...nothing(wish), total: rows.length }
      : await count(run, index, { from, where, distinct });
  const listed = page.map(hitOf);
  const answer = {
    hits: wish.documents === true && group === undefined ? await withDocuments(run, index, listed) : listed,
    total: counts.total,
    distinct: counts.distinct,
  };
  return last === undefined ? answer : { ...answer, next: order.write(last, meant) };
}

async function count(
  run: Run,
  index: IndexTables,
  {
    from,
    where,
    distinct,
  }: { readonly from: Fragment; readonly where: Fragment; readonly distinct: readonly string[] },
): Promise<Pick<Found, 'total' | 'distinct'>> {
  const columns = distinct.map(
    (field, place) => sql`, count(distinct ${index.documents}.${singleColumn(index, field)}) as ${named(`d_${place}`)}`,
  );
  const { rows } = await run(sql`select count(*) as total${joined(columns, '')} from ${from} where ${where}`);
  return {
    total: Number(rows[0]?.total ?? 0),
    distinct: Object.fromEntries(distinct.map((field, place) => [field, Number(rows[0]?.[`d_${place}`] ?? 0)])),
  };
}

export function hitOf({ id, score, shared, found }: SqliteRow): Hit {
  const hit = { id: String(id), score: Number(score) };
  return shared === undefined ? hit : { ...hit, group: String(shared), found: Number(found) };
}

/** What was taken away meanwhile is left out. */
async function withDocuments(run: Run, { documents }: IndexTables, hits: readonly Hit[]): Promise<Hit[]> {
  const { rows } = await run(sql`select id, source from ${documents}
    where id in (select value from json_each(${JSON.stringify(hits.map(({ id }) => id))}))`);
  const byId = new Map(rows.map(({ id, source }) => [String(id), JSON.parse(String(source)) as Document]));
  return hits.flatMap((hit) => {
    const document = byId.get(hit.id);
    return document === undefined ? [] : [{ ...hit, document }];
  });
}
