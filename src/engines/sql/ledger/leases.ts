import type { Kysely } from 'kysely';
import { sqlErrors } from '../errors.ts';
import type { AnyTables, Migration, Sql } from '../index.ts';

/**
 * A lease is a row that one holder has at a time. Nobody's clock is compared with anybody else's: whoever wants it asks,
 * and a holder that lets a question stand for its whole life, by the clock of the one who asked, is dead. A lease that
 * nobody else wants costs no write.
 */
export interface LeaseRow {
  readonly name: string;
  /** Empty for one that was given back. */
  readonly holder: string;
  /** Rises with each holder: a fence. */
  readonly term: number;
  /** Questions put to the holder, and those that it answered. */
  readonly asked: number;
  readonly answered: number;
}

export interface LeaseTables {
  readonly ledger_leases: LeaseRow;
}

export const leasesMigration: Migration = {
  name: '0000-ledger-leases',
  steps: [
    (db) =>
      db.schema
        .createTable('ledger_leases')
        .addColumn('name', 'varchar(128)', (column) => column.primaryKey().notNull())
        .addColumn('holder', 'varchar(64)', (column) => column.notNull())
        .addColumn('term', 'bigint', (column) => column.notNull())
        .addColumn('asked', 'bigint', (column) => column.notNull())
        .addColumn('answered', 'bigint', (column) => column.notNull())
        .execute(),
  ],
};

export interface LeaseWish {
  readonly name: string;
  readonly holder: string;
  /** A holder that was seen to be dead: it did not answer in its whole life. */
  readonly dead?: Pick<LeaseRow, 'term' | 'answered'> | undefined;
}

/** Takes a lease that is free, or whose holder is dead; else asks its holder whether it lives. Resolves to the row then. */
export async function takeLease(store: Sql<AnyTables>, { name, holder, dead }: LeaseWish): Promise<LeaseRow> {
  const seen = await read(store.db, name);
  if (seen !== undefined && seen.holder !== '' && seen.asked > seen.answered && dead === undefined) return seen;
  return store.transaction(async (tx: Kysely<LeaseTables>) => {
    const fresh = { name, holder, term: 1, asked: 0, answered: 0 };
    if (await store.insertOnce(tx as Kysely<AnyTables>, 'ledger_leases', { row: fresh, keys: ['name'] })) return fresh;
    const found = (await store.lock(tx as Kysely<AnyTables>, 'ledger_leases', { name })) as LeaseRow | undefined;
    if (found === undefined) throw sqlErrors.error('sql.not-leading', { name });
    const isDead = dead !== undefined && found.term === dead.term && found.answered === dead.answered;
    const { term, asked, answered, ...next } = step(found);
    if (term === found.term && asked === found.asked && answered === found.answered) return found;
    const { holder: by } = next;
    await tx.updateTable('ledger_leases').set({ holder: by, term, asked, answered }).where('name', '=', name).execute();
    return { ...next, term, asked, answered };

    function step(found: LeaseRow): LeaseRow {
      // It was taken, and the answer to that was lost.
      if (found.holder === holder) return { ...found, answered: found.asked };
      if (found.holder === '' || isDead) return { ...fresh, term: found.term + 1 };
      return { ...found, asked: Math.max(found.asked, found.answered + 1) };
    }
  });
}

/** The holder's look at its lease: answers what it was asked. Undefined where it is no longer the holder. */
export async function answerLease(
  store: Sql<AnyTables>,
  { name, term }: Pick<LeaseRow, 'name' | 'term'>,
): Promise<LeaseRow | undefined> {
  const db: Kysely<LeaseTables> = store.db;
  const row = await read(db, name);
  if (row?.term !== term) return undefined;
  if (row.asked === row.answered) return row;
  const told = await db
    .updateTable('ledger_leases')
    .set({ answered: row.asked })
    .where('name', '=', name)
    .where('term', '=', term)
    .executeTakeFirst();
  return told.numUpdatedRows === 0n ? undefined : { ...row, answered: row.asked };
}

/** Refuses, in the transaction of what is written, whoever is no longer the holder. Errors: `sql.not-leading`. */
export async function checkLease(
  tx: Kysely<AnyTables>,
  { store, name, term }: Pick<LeaseRow, 'name' | 'term'> & { readonly store: Sql<AnyTables> },
): Promise<void> {
  if ((await store.lock(tx, 'ledger_leases', { name }))?.term !== term)
    throw sqlErrors.error('sql.not-leading', { name });
}

/** Gives a lease back, if it is still this term's. */
export async function releaseLease(
  store: Sql<AnyTables>,
  { name, term }: Pick<LeaseRow, 'name' | 'term'>,
): Promise<void> {
  const db: Kysely<LeaseTables> = store.db;
  await db.updateTable('ledger_leases').set({ holder: '' }).where('name', '=', name).where('term', '=', term).execute();
}

function read(on: Kysely<LeaseTables>, name: string): Promise<LeaseRow | undefined> {
  return on.selectFrom('ledger_leases').selectAll().where('name', '=', name).executeTakeFirst();
}
