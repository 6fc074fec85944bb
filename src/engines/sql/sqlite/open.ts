import { Kysely } from 'kysely';
import { type Logger, openSqliteFile } from '../../../host/index.ts';
import type { Clock, Random } from '../../../kit/index.ts';
import type { AnyTables, Migration, Sql } from '../index.ts';
import { ledgerMigrations } from '../ledger/tables.ts';
import { dialectOver, runOnFile } from './dialect.ts';
import { insertRow, type Row } from './insert-row.ts';
import { migrate } from './migrate.ts';

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
  const opened = await openSqliteFile({ file, clock, logger });
  const sql: Sql<Tables> = {
    db: new Kysely<Tables>({ dialect: dialectOver(runOnFile(opened)) }),
    transaction: (body) => opened.transaction((run) => body(new Kysely<Tables>({ dialect: dialectOver(run) }))),
    upsert: async (on, table, { row, keys }) => {
      await insertRow(on as Kysely<AnyTables>, { table, row: row as Row, keys, whenThere: 'overwrite' });
    },
    insertOnce: (on, table, { row, keys }) =>
      insertRow(on as Kysely<AnyTables>, { table, row: row as Row, keys, whenThere: 'keep' }),
    close: () => opened.close(),
  };
  try {
    const made = await migrate(sql as Sql<AnyTables>, {
      file,
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
