import type { SqliteRow } from '../../../host/index.ts';
import { indexErrors } from '../errors.ts';
import type { Search, Sort } from '../index.ts';
import { type Fragment, joined, named, sql } from './fragment.ts';
import { type IndexTables, singleColumn } from './tables.ts';

type Value = string | number | null;

/** Where a page ended, and whether it was of what was meant rather than what was typed. */
export interface Cursor {
  readonly meant: boolean;
  readonly values: readonly Value[];
}

/** In what order hits come. Its columns are `by_0`, `by_1` …; the last of them is different for each. */
export interface Order {
  readonly columns: Fragment;
  readonly orderBy: Fragment;
  behind(cursor: Cursor | undefined): Fragment;
  /** Errors: `index.bad-cursor`. */
  read(text: string): Cursor;
  write(row: SqliteRow, meant: boolean): string;
}

/** Errors: `index.bad-request`. */
export function orderOf(index: IndexTables, search: Search, score: Fragment): Order {
  const { sort = [{ by: 'score', order: 'descending' }], group } = search;
  const keys = sort.map((by) => {
    const value = by.by === 'score' ? score : sql`${index.documents}.${singleColumn(index, by.by)}`;
    return { value: group === undefined ? value : wholeOf(value, by), order: by.order };
  });
  const last = group === undefined ? sql`${index.documents}.id` : sql`${index.documents}.${singleColumn(index, group)}`;
  keys.push({ value: last, order: sort.at(-1)?.order ?? 'descending' });
  const column = (place: number) => named(`by_${place}`);
  const signature = [group ?? '', ...sort.map(({ by, order, of = '' }) => `${by} ${order} ${of}`)].join();

  return {
    columns: joined(keys.map(({ value }, place) => sql`${value} as ${column(place)}`)),
    orderBy: joined(
      keys.map(({ order }, place) =>
        order === 'ascending' ? sql`${column(place)} asc nulls last` : sql`${column(place)} desc`,
      ),
    ),
    behind(cursor) {
      if (cursor === undefined) return sql`1 = 1`;
      const cases = keys.map(({ order }, place) => {
        const same = cursor.values.slice(0, place).map((value, index) => sql`${column(index)} is ${value}`);
        return joined([...same, after(column(place), cursor.values[place] ?? null, order)], ' and ');
      });
      return sql`(${joined(
        cases.map((one) => sql`(${one})`),
        ' or ',
      )})`;
    },
    read: (text) => readCursor(text, { signature, length: keys.length }),
    write(row, meant) {
      const values = keys.map((_, place) => row[`by_${place}`]);
      return Buffer.from(JSON.stringify([signature, meant, values])).toString('base64url');
    },
  };
}

function wholeOf(value: Fragment, { order, of }: Sort): Fragment {
  const what = of ?? (order === 'ascending' ? 'least' : 'greatest');
  if (what === 'mean') return sql`avg(${value})`;
  return what === 'least' ? sql`min(${value})` : sql`max(${value})`;
}

/** What is missing comes last either way. */
function after(column: Fragment, value: Value, order: Sort['order']): Fragment {
  if (value === null) return sql`1 = 0`;
  return order === 'ascending'
    ? sql`(${column} > ${value} or ${column} is null)`
    : sql`(${column} < ${value} or ${column} is null)`;
}

function readCursor(text: string, of: { readonly signature: string; readonly length: number }): Cursor {
  try {
    const [signature, meant, values] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const isCursor = signature === of.signature && typeof meant === 'boolean' && Array.isArray(values);
    if (isCursor && values.length === of.length && values.every(isValue)) return { meant, values };
  } catch {
    // Not one of ours: told below.
  }
  throw indexErrors.error('index.bad-cursor');
}

function isValue(value: unknown): value is Value {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
