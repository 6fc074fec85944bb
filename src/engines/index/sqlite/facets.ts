import type { Run } from '../../../host/index.ts';
import type { Facet, FacetsWish } from '../index.ts';
import { allOf, valuesOf } from './conditions.ts';
import { sql } from './fragment.ts';
import { type IndexTables, singleColumn } from './tables.ts';

export async function facets(
  run: Run,
  index: IndexTables,
  { fields, where = [], distinct, limit }: FacetsWish,
): Promise<Record<string, readonly Facet[]>> {
  const { documents } = index;
  const isWhole = where.length === 0 && distinct === undefined;
  const counted =
    distinct === undefined ? sql`count(*)` : sql`count(distinct ${documents}.${singleColumn(index, distinct)})`;
  const of = async (field: string): Promise<readonly Facet[]> => {
    const values = sql`(${valuesOf(index, field)}) as had`;
    const from = isWhole ? values : sql`${values} inner join ${documents} on ${documents}.number = had.document`;
    const { rows } = await run(sql`select max(had.value) as value, ${counted} as count from ${from}
      where ${isWhole ? sql`1 = 1` : allOf(index, where)} group by had.compared
      order by count desc, had.compared limit ${limit}`);
    return rows.map(({ value, count }) => ({ value: String(value), count: Number(count) }));
  };
  return Object.fromEntries(await Promise.all(fields.map(async (field) => [field, await of(field)] as const)));
}
