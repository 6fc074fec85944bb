import type { SqliteRow, SqliteValue } from '../../../host/index.ts';
import type { ColumnType, TableShape, Value } from '../index.ts';
import { sizeOf } from '../plan.ts';
import { type Cell, type Kept, nothing, seenUntil, writtenBetween } from './cells.ts';
import { columnOf } from './tables.ts';

/** A row's stamps as they are kept. Columns that were written together share one entry. */
interface Stamps {
  readonly deleted?: number;
  readonly put?: readonly [at: number, until: number | null];
  readonly columns: readonly (readonly [at: number, until: number | null, ...names: string[]])[];
}

/** Beside its key: `seen_until, oldest, newest, bytes, stamps`, then the shape's columns in their order. */
export function packed(shape: TableShape, kept: Kept, { now, keyBytes }: { now: number; keyBytes: number }) {
  const { deletedAt, marker, cells } = kept;
  let bytes = keyBytes;
  for (const { value } of cells.values()) bytes += sizeOf(value);
  const stamps: Stamps = {
    ...(deletedAt > 0 ? { deleted: deletedAt } : {}),
    ...(marker === undefined ? {} : { put: [marker.at, marker.until] }),
    columns: grouped(cells),
  };
  const values = Object.keys(shape.columns).map((name) => toSqlite(cells.get(name)?.value ?? null));
  return [seenUntil(kept, now), ...writtenBetween(kept), bytes, JSON.stringify(stamps), ...values] as SqliteValue[];
}

/**
 * A column that a newer version of the service has added, and that this one's shape does not know, keeps its stamp and
 * is without a value here: what is written of the row leaves it as it stands.
 */
export function unpacked(shape: TableShape, row: SqliteRow | undefined): Kept {
  if (typeof row?.stamps !== 'string') return nothing;
  const { deleted = 0, put, columns } = JSON.parse(row.stamps) as Stamps;
  const cells = new Map<string, Cell>();
  for (const [at, until, ...names] of columns) {
    for (const name of names) {
      const type = shape.columns[name];
      const value = type === undefined ? null : fromSqlite(type, row[columnOf(name)] ?? null);
      cells.set(name, { at, until, value });
    }
  }
  return { deletedAt: deleted, marker: put === undefined ? undefined : { at: put[0], until: put[1] }, cells };
}

function grouped(cells: ReadonlyMap<string, Cell>): Stamps['columns'] {
  const groups = new Map<string, [number, number | null, ...string[]]>();
  for (const [name, { at, until }] of cells) {
    const group = groups.get(`${at} ${until}`);
    if (group === undefined) groups.set(`${at} ${until}`, [at, until, name]);
    else group.push(name);
  }
  return [...groups.values()];
}

function toSqlite(value: Value | null): SqliteValue {
  return typeof value === 'boolean' ? Number(value) : value;
}

function fromSqlite(type: ColumnType, value: SqliteValue): Value | null {
  if (value === null) return null;
  if (type === 'boolean') return value === 1;
  return typeof value === 'bigint' ? Number(value) : value;
}
