import { type Logger, silentLogger } from '../../../host/index.ts';
import { BijouError, type Clock, hasCode, sentenceOf } from '../../../kit/index.ts';
import { sqlErrors } from '../errors.ts';
import type { Migration } from '../index.ts';
import { checkNames } from '../migrations.ts';
import { makeFence, takeOver } from './fence.ts';
import type { Lent } from './pool.ts';
import { makeStep } from './step.ts';

/** Whoever finds another process at it waits for so long. */
const patienceMs = 15 * 60_000;

export interface MigrateOptions {
  readonly database: string;
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
  readonly logger?: Logger;
  /** Holds the claim in a transaction of its own: changes of the schema commit what their connection has begun. */
  readonly keeper: Lent;
  /** Makes the steps. */
  readonly worker: Lent;
}

/**
 * Makes the migrations that the database has not seen, in order. Of several processes that start at once, one makes them and
 * the others wait; one that is killed lets go of the claim by that. Each step is noted before and after: the engine commits
 * a change of the schema by itself, so whoever finds a step begun and its change there, knows that it was made.
 * Errors: `sql.newer-database`, `sql.migration-failed`, and those of a connection.
 */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const { database, migrations, clock, keeper, worker, logger = silentLogger } = options;
  checkNames(migrations);
  await makeTables(worker);
  if ((await missing()).length === 0) return [];
  await claim(options);
  await takeOver(worker);
  const made: string[] = [];
  for (const migration of await missing()) {
    try {
      await makeAll(migration);
    } catch (error) {
      if (error instanceof BijouError && error.retry !== 'never') throw error;
      throw sqlErrors.error('sql.migration-failed', { name: migration.name, database, why: sentenceOf(error) }, error);
    }
    made.push(migration.name);
  }
  await keeper.session.run({ sql: 'rollback' });
  return made;

  async function missing(): Promise<readonly Migration[]> {
    const { rows } = await worker.session.run({ sql: 'select name from ledger_migrations order by name' });
    const seen = new Set(rows.map(({ name }) => String(name)));
    const known = new Set(migrations.map(({ name }) => name));
    const foreign = [...seen].find((name) => !known.has(name));
    if (foreign !== undefined) throw sqlErrors.error('sql.newer-database', { database, name: foreign });
    return migrations.filter(({ name }) => !seen.has(name));
  }

  async function makeAll({ name, steps }: Migration): Promise<void> {
    for (const [index, step] of steps.entries()) {
      if (keeper.session.isOver)
        throw sqlErrors.error('sql.unavailable', { database, why: 'the claim to change its tables was lost' });
      await makeStep(step, { name, index, worker, clock, logger });
    }
    const values = [name, clock.now()];
    await worker.session.run({
      sql: 'insert into ledger_migrations (name, at) values (?, ?)',
      values,
      moment: 'keeping',
    });
  }
}

/** Waits until nobody else changes the tables, and keeps others from it while the keeper's connection stands. */
async function claim({ keeper: { session }, database, clock }: MigrateOptions): Promise<void> {
  const until = clock.monotonic() + patienceMs;
  await session.run({ sql: 'set @@session.wait_timeout = 86400' });
  for (;;) {
    await session.run({ sql: 'start transaction' });
    try {
      await session.run({ sql: `select at from ledger_steps where name = '' and step = 0 for update` });
      return;
    } catch (error) {
      if (!hasCode(error, 'sql.conflict')) throw error;
      if (clock.monotonic() > until) throw sqlErrors.error('sql.busy', { database });
    }
  }
}

/** Looked for first: in a cluster, even a table that is there is made by all nodes at once, and all wait for it. */
async function makeTables(worker: Lent): Promise<void> {
  const { session, server } = worker;
  const { rows } = await session.run({
    sql: `select count(*) as count from information_schema.tables where table_schema = database()
      and table_name in ('ledger_migrations', 'ledger_steps', 'ledger_fence')`,
  });
  if (rows[0]?.count !== 3) {
    const kind = `engine = InnoDB default character set utf8mb4 collate ${server.collation}`;
    await session.run({
      sql: `create table if not exists ledger_migrations (
        name varchar(100) not null primary key, at bigint not null) ${kind}`,
    });
    await session.run({
      sql: `create table if not exists ledger_steps (
        name varchar(100) not null, step integer not null, state varchar(10) not null, at bigint not null,
        primary key (name, step)) ${kind}`,
    });
    await makeFence(session);
  }
  const claimable = await session.run({ sql: `select at from ledger_steps where name = '' and step = 0` });
  if (claimable.rows.length === 0)
    await session.run({ sql: `insert ignore into ledger_steps (name, step, state, at) values ('', 0, 'claim', 0)` });
}
