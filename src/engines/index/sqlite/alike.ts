import type { Run } from '../../../host/index.ts';
import type { AlikeWish, Hit } from '../index.ts';
import { allOf, valuesOf } from './conditions.ts';
import { joined, sql } from './fragment.ts';
import { hitOf } from './search.ts';
import { type IndexTables, singleColumn } from './tables.ts';

export async function alike(run: Run, index: IndexTables, wish: AlikeWish): Promise<readonly Hit[]> {
  const { by, group, tieBy, limit } = wish;
  const { documents } = index;
  if (by.length === 0) return [];
  const these = allOf(index, wish.to);
  const shares = by.map(({ field, weight }) => {
    const values = valuesOf(index, field);
    const mine = sql`select mine.compared from (${values}) as mine
      inner join ${documents} on ${documents}.number = mine.document where ${these}`;
    return sql`select theirs.document, ${weight} as weight from (${values}) as theirs where theirs.compared in (${mine})`;
  });
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
