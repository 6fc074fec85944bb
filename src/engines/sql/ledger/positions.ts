import { type Kysely, sql } from 'kysely';
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

/** Moves the position on, in the transaction of the effect. Never back: of two followers the slower one changes nothing. */
export async function advance(tx: Kysely<AnyTables>, topic: string, partition: number, next: number): Promise<void> {
  const ledger: Kysely<LedgerTables> = tx;
  const moved = await ledger
    .updateTable('ledger_positions')
    .set({ next: sql<number>`max(next, ${next})` })
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n)
    await ledger.insertInto('ledger_positions').values({ topic, partition, next }).execute();
}

/** Notes that an event takes effect in this transaction. False where it has already. */
export async function firstTime(tx: Kysely<AnyTables>, eventId: string): Promise<boolean> {
  const ledger: Kysely<LedgerTables> = tx;
  const known = await ledger.selectFrom('ledger_seen').select('id').where('id', '=', eventId).executeTakeFirst();
  if (known !== undefined) return false;
  await ledger.insertInto('ledger_seen').values({ id: eventId }).execute();
  return true;
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
