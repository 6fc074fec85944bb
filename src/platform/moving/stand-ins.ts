import type { SqliteRow, SqliteValue } from '../../host/index.ts';

/** Where a reader of the log goes on: another place in another log. */
export type MapPosition = (topic: string, partition: number, next: number) => number;

/** What is not the same in the new engines. */
export interface StandIns {
  /** Undefined where the log stays as it is. */
  readonly position: MapPosition | undefined;
  /** Uploads under way: the old store's ids of them, and the new one's. */
  readonly uploads: ReadonlyMap<string, string>;
}

/** Further back than any place in a new log, so that no record of it is taken for one that is dead. */
const pastPlaces = 1_000_000_000_000;

/**
 * A row as it is in the new database. Leases are given back: who held them runs no more. Places in the log are those of
 * the new one. Dead letters keep their order, before all that is to be read. Whoever names an upload under way names it by
 * its new id, which the old ones, being drawn at random, are nothing else's.
 */
export function standIn(table: string, row: SqliteRow, { position, uploads }: StandIns): SqliteRow {
  if (table === 'ledger_leases') return { ...row, holder: '' };
  if (table === 'ledger_positions' && position !== undefined)
    return { ...row, next: position(String(row.topic), Number(row.partition), Number(row.next)) };
  if (table === 'ledger_dead' && position !== undefined) return { ...row, place: Number(row.place) - pastPlaces };
  if (uploads.size === 0) return row;
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, renamed(value, uploads)]));
}

function renamed(value: SqliteValue, uploads: ReadonlyMap<string, string>): SqliteValue {
  return typeof value === 'string' ? (uploads.get(value) ?? value) : value;
}
