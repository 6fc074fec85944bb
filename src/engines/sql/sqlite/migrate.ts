import type { Kysely } from 'kysely';
import { BijouError, type Clock, sentenceOf } from '../../../kit/index.ts';
import { sqlErrors } from '../errors.ts';
import type { AnyTables, Migration, Sql } from '../index.ts';
import { checkNames } from '../migrations.ts';

export interface MigrateOptions {
  readonly database: string;
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
}

/**
 * Makes the migrations that the database has not seen, in order, in transactions that hold the writer's lock and also
 * record them: each in its own, in a new database all in one. Of several processes that start at once, one makes each
 * and the others find it made.
 * Errors: `sql.newer-database`, `sql.migration-failed`.
 */
export async function migrate(
  sql: Sql<AnyTables>,
  { database, migrations, clock }: MigrateOptions,
): Promise<readonly string[]> {
  checkNames(migrations);
  await sql.transaction((tx) =>
    tx.schema
      .createTable('ledger_migrations')
      .ifNotExists()
      .addColumn('name', 'varchar(100)', (column) => column.primaryKey().notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute(),
  );
  const before = await seenBy(sql.db, database, migrations);
  const missing = migrations.filter(({ name }) => !before.has(name));
  // In a new database there is nothing that could take long: one transaction, one write to the disk.
  if (before.size === 0) return sql.transaction((tx) => makeAll(tx, missing));
  const made: string[] = [];
  for (const migration of missing) made.push(...(await sql.transaction((tx) => makeAll(tx, [migration]))));
  return made;

  async function makeAll(tx: Kysely<AnyTables>, wanted: readonly Migration[]): Promise<readonly string[]> {
    const made: string[] = [];
    for (const migration of wanted) if (await makeOnce(tx, migration)) made.push(migration.name);
    return made;
  }

  async function makeOnce(tx: Kysely<AnyTables>, { name, steps }: Migration): Promise<boolean> {
    const known = await tx.selectFrom('ledger_migrations').select('name').where('name', '=', name).executeTakeFirst();
    if (known !== undefined) return false;
    try {
      for (const step of steps) await step(tx);
    } catch (error) {
      if (error instanceof BijouError && error.retry !== 'never') throw error;
      throw sqlErrors.error('sql.migration-failed', { name, database, why: sentenceOf(error) }, error);
    }
    await tx.insertInto('ledger_migrations').values({ name, at: clock.now() }).execute();
    return true;
  }
}

/** The names of those it has made. */
async function seenBy(
  db: Kysely<AnyTables>,
  database: string,
  migrations: readonly Migration[],
): Promise<ReadonlySet<string>> {
  const known = new Set(migrations.map(({ name }) => name));
  const rows = await db.selectFrom('ledger_migrations').select('name').orderBy('name').execute();
  const foreign = rows.find(({ name }) => !known.has(name));
  if (foreign !== undefined) throw sqlErrors.error('sql.newer-database', { database, name: foreign.name });
  return new Set(rows.map(({ name }) => name));
}
