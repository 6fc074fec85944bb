import { type CompiledQuery, Kysely, sql as raw } from 'kysely';
import type { Logger } from '../../../host/index.ts';
import { type Clock, hasCode } from '../../../kit/index.ts';
import type { AnyTables, Migration, Sql } from '../index.ts';
import { ledgerMigrations } from '../ledger/tables.ts';
import { rowOf } from '../row-of.ts';
import { onlyReads } from '../statements.ts';
import { dialectOver } from './dialect.ts';
import { takeOver } from './fence.ts';
import { insertRow, type Row } from './keyed.ts';
import { migrate } from './migrate.ts';
import type { MysqlOptions } from './options.ts';
import { type Lent, openPool } from './pool.ts';
import { openReplicas } from './replicas.ts';
import { checkWrites, type Server } from './server.ts';
import type { Answer } from './session.ts';
import { databaseOf, setUp } from './set-up.ts';
import { transactionOn } from './transaction.ts';

export interface OpenMysqlOptions {
  readonly options: MysqlOptions;
  /** Has a database of its own. */
  readonly service: string;
  /** The service's own steps, `0001-…` on. The ledger's tables (`ledger_*`) come before them. */
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The sql port on MySQL or MariaDB: one writer that a name points at, replicas for stale reads (decision 0131). Tries
 * nothing again by itself.
 * Errors: those of the port, `sql.newer-database`, `sql.migration-failed`.
 */
export async function openMysql<Tables>(opening: OpenMysqlOptions): Promise<Sql<Tables>> {
  const { options, service, migrations, clock, logger } = opening;
  const database = databaseOf(options, service);
  const server = await broughtUpToDate();
  const shared = { options, clock, database };
  const writer = openPool({ ...shared, at: options.writer, prepare });
  const replicas = openReplicas({ ...shared, run: runOn, toWriter: onWriter });
  const db = new Kysely<Tables>({ dialect: dialectOver(onWriter, server.collation) });

  async function broughtUpToDate(): Promise<Server> {
    const up = await setUp({ options, clock, database });
    try {
      const made = await migrate({ ...up, database, migrations: [...ledgerMigrations, ...migrations], clock, logger });
      if (made.length > 0) logger.info('the database was brought up to date', { database, made });
      return up.worker.server;
    } finally {
      up.end();
    }
  }

  async function prepare(lent: Lent): Promise<void> {
    checkWrites(lent.server, database);
    await takeOver(lent);
  }

  function onWriter(query: CompiledQuery): Promise<Answer> {
    return writing((lent) => runOn(lent, query));
  }

  function runOn({ session }: Lent, query: CompiledQuery): Promise<Answer> {
    const moment = onlyReads(query) ? 'undone' : 'keeping';
    return session.run({ sql: query.sql, values: query.parameters, moment });
  }

  /** Whoever is not answered as the writer answers looks where it is now. */
  function writing<Result>(task: (lent: Lent) => Promise<Result>): Promise<Result> {
    return writer.use(async (lent) => {
      try {
        return await task(lent);
      } catch (error) {
        if (hasCode(error, 'sql.unavailable')) {
          lent.session.end();
          writer.leave(lent.session.address);
        }
        throw error;
      }
    });
  }

  return {
    db,
    stale: new Kysely<Tables>({ dialect: dialectOver(replicas.run, server.collation) }),
    transaction: (body) => writing((lent) => transactionOn(lent, body, { database, clock })),
    lock: (tx, table, keys) => rowOf(tx as Kysely<AnyTables>, table, { keys: keys as Row, isLocked: true }),
    pick: (query) => query.forUpdate().skipLocked().execute(),
    async now(on) {
      const { rows } = await raw<{ now: number }>`
        select cast(unix_timestamp(now(3)) * 1000 as signed) as now`.execute(on);
      return rows[0]?.now ?? Number.NaN;
    },
    async upsert(on, table, { row, keys }) {
      await insertRow(on as Kysely<AnyTables>, { table, row: row as Row, keys, whenThere: 'overwrite' });
    },
    insertOnce: (on, table, { row, keys }) =>
      insertRow(on as Kysely<AnyTables>, { table, row: row as Row, keys, whenThere: 'keep' }),
    async close() {
      await Promise.all([writer.close(), replicas.close()]);
    },
  };
}
