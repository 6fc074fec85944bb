import type { Kysely } from 'kysely';
import type { AnyTables, Sql } from '../index.ts';
import type { LedgerTables } from './tables.ts';

/** The next offset to read; 0 where nothing has been read. */
export async function position(store: Sql<AnyTables>, topic: string, partition: number): Promise<number> {
  const db: Kysely<LedgerTables> = store.db;
  const row = await db
    .selectFrom('ledger_positions')
    .select('next')
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .executeTakeFirst();
  return row?.next ?? 0;
}

export interface Move {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Moves the position on, in the transaction of the effects. False where it is not at `from`: then somebody else has, and
 * nothing of this transaction may stay.
 */
export async function advance<Tables>(
  sql: Pick<Sql<Tables>, 'insertOnce'>,
  tx: Kysely<Tables>,
  { topic, partition, from, to }: Move,
): Promise<boolean> {
  const ledger = tx as unknown as Kysely<LedgerTables>;
  const moved = await ledger
    .updateTable('ledger_positions')
    .set({ next: to })
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .where('next', '=', from)
    .executeTakeFirst();
  if (moved.numUpdatedRows > 0n) return true;
  if (from !== 0) return false;
  const { insertOnce } = sql as unknown as Sql<LedgerTables>;
  return insertOnce(ledger, 'ledger_positions', {
    row: { topic, partition, next: to },
    keys: ['topic', 'partition'],
  });
}

/** Notes that events take effect in this transaction. Returns the ids of those that have not yet. */
export async function newOnes(tx: Kysely<AnyTables>, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const ledger: Kysely<LedgerTables> = tx;
  const known = await ledger.selectFrom('ledger_seen').select('id').where('id', 'in', ids).execute();
  const seen = new Set(known.map(({ id }) => id));
  const fresh = ids.filter((id) => !seen.has(id));
  if (fresh.length > 0)
    await ledger
      .insertInto('ledger_seen')
      .values(fresh.map((id) => ({ id })))
      .execute();
  return fresh;
}

/**
 * Drops the ids of events that were told so long before the newest one: ids are UUIDv7 and begin with their time. A relay
 * tells an event again as soon as it runs, and before any newer one. So the newest is what counts and not the clock: after
 * a machine was off for a month, the event that its relay was just telling is known still.
 */
export async function forgetSeenEvents(store: Sql<AnyTables>, olderByMs: number): Promise<void> {
  const db: Kysely<LedgerTables> = store.db;
  const newest = await db.selectFrom('ledger_seen').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  if (newest === undefined) return;
  const told = Number.parseInt(newest.id.replace('-', '').slice(0, 12), 16);
  const hex = Math.max(0, told - olderByMs)
    .toString(16)
    .padStart(12, '0');
  await db
    .deleteFrom('ledger_seen')
    .where('id', '<', `${hex.slice(0, 8)}-${hex.slice(8)}`)
    .execute();
}
