import type { SqliteReader, SqliteRow, SqliteValue } from '../../host/index.ts';
import { movingErrors } from './errors.ts';

/** A table of the old installation. */
export interface OldTable {
  readonly name: string;
  readonly columns: readonly OldColumn[];
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[];
  /** The column that the database counts up. */
  readonly counter: string | undefined;
}

export interface OldColumn {
  readonly name: string;
  readonly isNumber: boolean;
  readonly isNeeded: boolean;
}

/** All but what says which migrations were made: that is the new database's own. Errors: `moving.no-key`. */
export function tablesIn(file: SqliteReader): readonly OldTable[] {
  const found = file.rows({
    sql: `select name, sql from sqlite_master where type = 'table' and name not like 'sqlite@_%' escape '@'
      and name <> 'ledger_migrations' order by name`,
  });
  return found.map((row) => {
    const name = String(row.name);
    const columns = file.rows({ sql: `select * from pragma_table_info(?) order by cid`, values: [name] });
    const key = columns.filter(({ pk }) => Number(pk) > 0).sort((a, b) => Number(a.pk) - Number(b.pk));
    if (key.length === 0) throw movingErrors.error('moving.no-key', { table: name });
    const counts = /\bautoincrement\b/i.test(String(row.sql));
    return {
      name,
      columns: columns.map((column) => ({
        name: String(column.name),
        isNumber: /int|real|num|dec|float|double/i.test(String(column.type)),
        isNeeded: Number(column.notnull) === 1 && column.dflt_value === null,
      })),
      key: key.map((column) => String(column.name)),
      counter: counts ? String(key[0]?.name) : undefined,
    };
  });
}

/** A table's rows behind a key, in order of keys. */
export function rowsAfter(
  file: SqliteReader,
  { name, columns, key }: OldTable,
  {
    after,
    limit,
    mostBytes,
  }: { readonly after: readonly SqliteValue[] | undefined; readonly limit: number; readonly mostBytes: number },
): readonly SqliteRow[] {
  const keys = key.map(quoted).join(', ');
  const where = after === undefined ? '' : `where (${keys}) > (${key.map(() => '?').join(', ')})`;
  const selected = columns.map((column) => quoted(column.name)).join(', ');
  return file.rows(
    {
      sql: `select ${selected} from ${quoted(name)} ${where} order by ${keys} limit ?`,
      values: [...(after ?? []), limit],
    },
    mostBytes,
  );
}

export function countOf(file: SqliteReader, { name }: OldTable): number {
  return Number(file.rows({ sql: `select count(*) as count from ${quoted(name)}` })[0]?.count);
}

/** The last number that the database gave out, of rows that are there or were. */
export function countedUpTo(file: SqliteReader, { name }: OldTable): number {
  return Number(file.rows({ sql: 'select seq from sqlite_sequence where name = ?', values: [name] })[0]?.seq ?? 0);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
