import { type Kysely, sql } from 'kysely';
import type { AnyTables } from '../index.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface KeyedInsert {
  readonly table: string;
  readonly row: Row;
  readonly keys: readonly string[];
  readonly whenThere: 'keep' | 'overwrite';
}

/** Inserts a row, or keeps or overwrites the one with the same keys. True where a row was written. */
export async function insertRow(on: Kysely<AnyTables>, { table, row, keys, whenThere }: KeyedInsert): Promise<boolean> {
  const others = Object.keys(row).filter((column) => row[column] !== undefined && !keys.includes(column));
  const changes = Object.fromEntries(others.map((column) => [column, sql.ref(`excluded.${column}`)]));
  const result = await on
    .insertInto(table)
    .values(row)
    .onConflict((conflict) => {
      const target = conflict.columns(keys);
      return whenThere === 'keep' || others.length === 0 ? target.doNothing() : target.doUpdateSet(changes);
    })
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
