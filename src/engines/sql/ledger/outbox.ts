import type { Kysely } from 'kysely';
import { type Clock, isoTime, type JsonValue, type MakeId } from '../../../kit/index.ts';
import type { AnyTables, Sql, Tell } from '../index.ts';
import type { LedgerTables } from './tables.ts';

/** An event that waits in the outbox. */
export interface StoredEvent {
  /** The order of telling. */
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

/** The way a service tells: the event is written in the same transaction as what it tells of. */
export function makeTell({ makeId, clock }: { readonly makeId: MakeId; readonly clock: Clock }): Tell {
  return async (tx, { topic, type, key, payload, v = 1 }) => {
    const row = { id: makeId(), topic, type, key, at: isoTime(clock.now()), payload: JSON.stringify(payload), v };
    await tx.insertInto('ledger_outbox').values(row).execute();
  };
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
