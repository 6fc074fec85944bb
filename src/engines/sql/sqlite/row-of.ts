import type { Kysely } from 'kysely';
import type { AnyTables } from '../index.ts';
import type { Row } from './insert-row.ts';

/** The row with these keys. */
export function rowOf<Found>(on: Kysely<AnyTables>, table: string, keys: Row): Promise<Found | undefined> {
  let query = on.selectFrom(table).selectAll();
  for (const [column, value] of Object.entries(keys)) query = query.where(column, '=', value);
  return query.executeTakeFirst() as Promise<Found | undefined>;
}
