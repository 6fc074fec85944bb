import type { Run } from '../../../host/index.ts';
import { comparedKeyword, isSingle } from '../analysis.ts';
import type { AlikeWish, Document, Hit } from '../index.ts';
import { allOf } from './conditions.ts';
import { type Fragment, joined, sql } from './fragment.ts';
import { hitOf } from './search.ts';
import { columnOf, fieldOf, type IndexTables, singleColumn } from './tables.ts';

/** Of so many documents it is looked at what they have. */
const mostDocuments = 500;

export async function alike(run: Run, index: IndexTables, wish: AlikeWish): Promise<readonly Hit[]> {
  const { by, group, tieBy, limit } = wish;
  const { documents } = index;
  const these = allOf(index, wish.to);
  const { rows: mine } = await run(sql`select source from ${documents} where ${these} limit ${mostDocuments}`);
  const sources = mine.map(({ source }) => JSON.parse(String(source)) as Document);
  const shares = by.flatMap(({ field, weight }) => {
    const values = valuesIn(index, sources, field);
    return values.length === 0 ? [] : [sharing(index, { field, values, weight })];
  });
  if (shares.length === 0) return [];
  const close = sql`select document, sum(weight) as score from (${joined(shares, ' union all ')}) group by document`;
  const grouped = group === undefined ? undefined : sql`${documents}.${singleColumn(index, group)}`;
  const place = tieBy === undefined ? sql`${documents}.id` : sql`${documents}.${singleColumn(index, tieBy)}`;
  const from = sql`(${close}) as close inner join ${documents} on ${documents}.number = close.document
    where (${these}) is not true`;
  const { rows } = await run(
    grouped === undefined
      ? sql`select ${documents}.id as id, close.score as score from ${from}
          order by close.score desc, ${place} desc, ${documents}.id desc limit ${limit}`
      : sql`select min(${documents}.id) as id, max(close.score) as score, ${grouped} as shared, count(*) as found
          from ${from} and ${grouped} is not null group by ${grouped}
          order by max(close.score) desc, max(${place}) desc, ${grouped} desc limit ${limit}`,
  );
  return rows.map(hitOf);
}

/** What documents have of a keyword, each value once. Errors: `index.bad-request`. */
function valuesIn(index: IndexTables, documents: readonly Document[], name: string): (string | number)[] {
  const field = fieldOf(index, name);
  const told = documents.flatMap((document): readonly (string | number)[] => {
    const value = document[name];
    return typeof value === 'object' ? value : value === undefined ? [] : [value];
  });
  return [...new Set(told.map((value) => comparedKeyword(field, value)))];
}

interface Shared {
  readonly field: string;
  readonly values: readonly (string | number)[];
  readonly weight: number;
}

/** Documents that have one of these values, once for each. */
function sharing(index: IndexTables, { field, values, weight }: Shared): Fragment {
  const list = sql`(select value from json_each(${JSON.stringify(values)}))`;
  if (isSingle(index.mapping.fields[field])) {
    return sql`select number as document, ${weight} as weight from ${index.documents} where ${columnOf(field)} in ${list}`;
  }
  return sql`select document, ${weight} as weight from ${index.keywords} where field = ${field} and compared in ${list}`;
}
