import type { Kysely } from 'kysely';
import type { AnyTables } from './index.ts';

/** The row with these keys, locked until the transaction ends where the engine has locks of rows. */
export function rowOf<Found>(
  on: Kysely<AnyTables>,
  table: string,
  { keys, isLocked = false }: { readonly keys: Readonly<Record<string, unknown>>; readonly isLocked?: boolean },
): Promise<Found | undefined> {
  let query = on.selectFrom(table).selectAll();
  for (const [column, value] of Object.entries(keys)) query = query.where(column, '=', value);
  return (isLocked ? query.forUpdate() : query).executeTakeFirst() as Promise<Found | undefined>;
}
