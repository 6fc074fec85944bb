import type { Kysely } from 'kysely';
import type { AnyTables, Sql } from '../index.ts';
import type { DeadLetterRow, LedgerTables } from './tables.ts';

/** Keeps an event that could not be applied, in the transaction that moves on past it. */
export async function bury(tx: Kysely<AnyTables>, row: DeadLetterRow): Promise<void> {
  const ledger: Kysely<LedgerTables> = tx;
  await ledger.insertInto('ledger_dead').values(row).execute();
}

/** Those of these keys of which an earlier event waits among the dead letters: what comes after it must wait behind it. */
export async function heldUpKeys(
  tx: Kysely<AnyTables>,
  topic: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const ledger: Kysely<LedgerTables> = tx;
  const dead = ledger.selectFrom('ledger_dead').select('key').distinct().where('topic', '=', topic);
  const rows = await dead.where('key', 'in', keys).execute();
  return new Set(rows.map(({ key }) => key));
}

/** Those of a topic, the oldest first. */
export async function deadLetters(store: Sql<AnyTables>, topic: string, limit: number): Promise<DeadLetterRow[]> {
  const db: Kysely<LedgerTables> = store.db;
  const rows = db.selectFrom('ledger_dead').selectAll().where('topic', '=', topic);
  return rows.orderBy('partition').orderBy('place').limit(limit).execute();
}

export async function countDeadLetters(store: Sql<AnyTables>, topic: string): Promise<number> {
  const db: Kysely<LedgerTables> = store.db;
  const rows = db.selectFrom('ledger_dead').select(({ fn }) => fn.countAll<number>().as('count'));
  return Number((await rows.where('topic', '=', topic).executeTakeFirstOrThrow()).count);
}

/** Takes one away, in the transaction that applies it. False where somebody else has. */
export async function takeDeadLetter(
  tx: Kysely<AnyTables>,
  { topic, partition, place }: Pick<DeadLetterRow, 'topic' | 'partition' | 'place'>,
): Promise<boolean> {
  const ledger: Kysely<LedgerTables> = tx;
  const taken = await ledger
    .deleteFrom('ledger_dead')
    .where('topic', '=', topic)
    .where('partition', '=', partition)
    .where('place', '=', place)
    .executeTakeFirst();
  return taken.numDeletedRows > 0n;
}
