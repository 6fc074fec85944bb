import { Kysely } from 'kysely';
import { type Logger, openSqliteFile } from '../../../host/index.ts';
import type { Clock, Random } from '../../../kit/index.ts';
import type { AnyTables, Migration, Sql } from '../index.ts';
import { ledgerMigrations } from '../ledger/tables.ts';
import { rowOf } from '../row-of.ts';
import { dialectOver, runOnFile } from './dialect.ts';
import { insertRow, type Row } from './insert-row.ts';
import { migrate } from './migrate.ts';
import { telling } from './translated.ts';

export interface SqliteOptions {
  /** Absolute path of the database file; its folder is made where it is missing. */
  readonly file: string;
  /** The service's own steps, `0001-…` on. The ledger's tables (`ledger_*`) come before them. */
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/**
 * The sql port on a SQLite file (decision 0010). Any number of processes may open the same file.
 * Errors: those of the port, `sql.newer-database`, `sql.migration-failed`.
 */
export async function openSqlite<Tables>({ file, migrations, clock, logger }: SqliteOptions): Promise<Sql<Tables>> {
  const opened = await telling(file, () => openSqliteFile({ file, clock, logger }));
  const db = new Kysely<Tables>({ dialect: dialectOver(runOnFile(opened), file) });
  const sql: Sql<Tables> = {
    db,
    stale: db,
    transaction: (body) =>
      telling(file, () => opened.transaction((run) => body(new Kysely<Tables>({ dialect: dialectOver(run, file) })))),
    // There is one writer, so whoever is in a transaction has locked everything.
    lock: (tx, table, keys) => rowOf(tx as Kysely<AnyTables>, table, { keys: keys as Row }),
    pick: (query) => query.execute(),
    now: async () => clock.now(),
    upsert: async (on, table, { row, keys }) => {
      await insertRow(on as Kysely<AnyTables>, { table, row: row as Row, keys, whenThere: 'overwrite' });
    },
    insertOnce: (on, table, { row, keys }) =>
      insertRow(on as Kysely<AnyTables>, { table, row: row as Row, keys, whenThere: 'keep' }),
    close: () => opened.close(),
  };
  try {
    const made = await migrate(sql as Sql<AnyTables>, {
      database: file,
      migrations: [...ledgerMigrations, ...migrations],
      clock,
    });
    if (made.length > 0) logger.info('the database was brought up to date', { file, made });
  } catch (error) {
    await opened.close();
    throw error;
  }
  return sql;
}
