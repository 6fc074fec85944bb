import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type Clock, isoTime, type JsonValue, type MakeId } from '../../../kit/index.ts';
import type { AnyTables, Sql, Tell } from '../index.ts';
import { type LedgerTables, orderSlots } from './tables.ts';

/** An event that waits in the outbox. */
export interface StoredEvent {
  /** The order of telling, among those of a key. */
  readonly sequence: number;
  readonly id: string;
  readonly topic: string;
  readonly type: string;
  readonly key: string;
  /** ISO 8601. */
  readonly at: string;
  readonly payload: JsonValue;
  /** Of the event's kind. */
  readonly v: number;
}

export interface TellOptions<Tables> {
  readonly sql: Pick<Sql<Tables>, 'lock'>;
  readonly makeId: MakeId;
  readonly clock: Clock;
}

/**
 * The way a service tells: the event is written in the same transaction as what it tells of. Engines number rows as they
 * are written and not as they are committed; so whoever tells of a key keeps others from it until its transaction ends, and
 * the numbers of a key's events are in the order in which their changes were kept.
 */
export function makeTell<Tables>({ sql, makeId, clock }: TellOptions<Tables>): Tell {
  const { lock } = sql as unknown as Pick<Sql<LedgerTables>, 'lock'>;
  return async (tx, { topic, type, key, payload, v = 1 }) => {
    await lock(tx, 'ledger_order', { slot: slotOf(`${topic} ${key}`) });
    const row = { id: makeId(), topic, type, key, at: isoTime(clock.now()), payload: JSON.stringify(payload), v };
    await tx.insertInto('ledger_outbox').values(row).execute();
  };
}

/** The row of `ledger_order` that stands for a key. */
function slotOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE() % orderSlots;
}

/** The oldest events that have not been told, in order. */
export async function pendingEvents(sql: Sql<AnyTables>, limit: number): Promise<StoredEvent[]> {
  const db: Kysely<LedgerTables> = sql.db;
  const rows = await db.selectFrom('ledger_outbox').selectAll().orderBy('sequence').limit(limit).execute();
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as JsonValue }));
}

/** Takes events that have been told out of the outbox. */
export async function forgetEvents(sql: Sql<AnyTables>, ids: readonly string[]): Promise<void> {
  const db: Kysely<LedgerTables> = sql.db;
  if (ids.length > 0) await db.deleteFrom('ledger_outbox').where('id', 'in', ids).execute();
}
