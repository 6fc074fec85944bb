import { type Kysely, type RawBuilder, sql as raw } from 'kysely';
import type { AnyTables, Sql } from '../../engines/sql/index.ts';
import type { SqliteRow } from '../../host/index.ts';
import { canonical, summed } from './checksum.ts';
import type { differencesUpTo, OnCarried } from './mover.ts';
import type { ServiceTables } from './source.ts';
import type { OldTable } from './tables.ts';

export interface VerifyTable {
  readonly tables: ServiceTables;
  readonly table: OldTable;
  readonly target: Sql<AnyTables>;
  readonly batches: Iterable<readonly SqliteRow[]>;
  /** A row as it should be in the new database. */
  readonly asNew: (row: SqliteRow) => SqliteRow;
  readonly found: ReturnType<typeof differencesUpTo>;
  /** Gone on with. */
  readonly sums: { source: string; target: string };
  readonly onCarried: OnCarried;
}

type Key = readonly unknown[];

/** Reads the same stretches of keys from both, the last one to the end, and compares row by row. */
export async function verifyTable(options: VerifyTable): Promise<void> {
  const { table, target, sums, asNew, onCarried } = options;
  let after: Key | undefined;
  for (const batch of options.batches) {
    const rows = batch.map(asNew);
    const last = rows.at(-1);
    const upTo = last && table.key.map((column) => last[column]);
    const there = await stretch(target.db, table, { after, upTo });
    compare(rows, there, options);
    sums.source = summed(
      sums.source,
      rows.map((row) => textOf(table, row)),
    );
    sums.target = summed(
      sums.target,
      there.map((row) => textOf(table, row)),
    );
    onCarried(rows.length, 0);
    after = upTo;
  }
  const beyond = await stretch(target.db, table, { after, upTo: undefined, limit: 10 });
  compare([], beyond, options);
  sums.target =
    beyond.length === 0
      ? sums.target
      : summed(
          sums.target,
          beyond.map((row) => textOf(table, row)),
        );
}

function compare(rows: readonly SqliteRow[], there: readonly SqliteRow[], { table, tables, found }: VerifyTable): void {
  const nameOf = (row: SqliteRow) => canonical(table.key.map((column) => row[column]));
  const others = new Map(there.map((row) => [nameOf(row), row]));
  const where = (key: string) => `${tables.service}.${table.name} ${key}`;
  for (const row of rows) {
    const key = nameOf(row);
    const other = others.get(key);
    others.delete(key);
    if (other === undefined) found.add(`${where(key)}: the row is missing`);
    else if (textOf(table, row) !== textOf(table, other)) {
      const differ = table.columns.filter(({ name }) => canonical([row[name]]) !== canonical([other[name]]));
      found.add(`${where(key)}: ${differ.map(({ name }) => name).join(', ')} differ`);
    }
  }
  for (const key of others.keys()) found.add(`${where(key)}: there is a row that was not carried`);
}

function textOf({ columns }: OldTable, row: SqliteRow): string {
  return canonical(columns.map(({ name }) => row[name]));
}

async function stretch(
  db: Kysely<AnyTables>,
  { name, columns, key }: OldTable,
  { after, upTo, limit }: { readonly after: Key | undefined; readonly upTo: Key | undefined; readonly limit?: number },
): Promise<readonly SqliteRow[]> {
  let query = db.selectFrom(name).select(columns.map((column) => column.name));
  if (after !== undefined) query = query.where(behind(key, after));
  if (upTo !== undefined) query = query.where(raw<boolean>`not ${behind(key, upTo)}`);
  if (upTo !== undefined) query = query.where(key[0] ?? '', '<=', upTo[0]);
  for (const column of key) query = query.orderBy(column);
  return (limit === undefined ? query : query.limit(limit)).execute();
}

/** `(a, b) > (x, y)` in words that every optimizer finds an index for: `a >= x and (a > x or (a = x and b > y))`. */
function behind(key: readonly string[], values: Key): RawBuilder<boolean> {
  const [column = '', ...columns] = key;
  const [value, ...rest] = values;
  const first = raw.ref(column);
  const isBehind = raw<boolean>`${first} > ${value}`;
  if (columns.length === 0) return raw`(${isBehind})`;
  return raw`(${first} >= ${value} and (${isBehind} or (${first} = ${value} and ${behind(columns, rest)})))`;
}
