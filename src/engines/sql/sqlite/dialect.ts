import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { SqliteFile, SqliteRow, Statement, StatementResult } from '../../../host/index.ts';
import { sqlErrors } from '../errors.ts';

/** Runs a compiled query somewhere: on the file, or inside one transaction. */
type RunStatement = (statement: Statement, query: CompiledQuery) => Promise<StatementResult>;

/** Kysely's SQLite dialect over a way to run one statement. Transactions are the port's, not Kysely's. */
export function dialectOver(run: RunStatement): Dialect {
  return {
    createDriver: () => driverOver(run),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new ManyAtOnce(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/**
 * Kysely lets one statement at a time through to SQLite, and the next only when its answer is back. Here the database's
 * thread keeps the order, and its way there and back would be waited for by everybody.
 */
class ManyAtOnce extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** Reads go to the reader handle and everything else is a transaction of its own. */
export function runOnFile(file: SqliteFile): RunStatement {
  return (statement, query) => (onlyReads(query) ? file.read(statement) : file.write(statement));
}

function onlyReads({ query, sql }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' || (query.kind === 'RawNode' && /^\s*(select|values|explain)\b/i.test(sql));
}

function driverOver(run: RunStatement): Driver {
  const connection: DatabaseConnection = {
    executeQuery,
    // The worker answers with all rows at once, so a stream is one chunk; pages are the way for long results.
    async *streamQuery<Row>(query: CompiledQuery) {
      yield await executeQuery<Row>(query);
    },
  };
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    releaseConnection: async () => undefined,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: async () => undefined,
  };

  async function executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const values = query.parameters as Statement['values'] & object;
    const result = await run({ sql: query.sql, values }, query);
    const rows = result.rows as readonly SqliteRow[] as Row[];
    if (query.query.kind === 'SelectQueryNode') return { rows };
    return { rows, numAffectedRows: BigInt(result.changes || rows.length), insertId: BigInt(result.lastId) };
  }
}

async function refuse(): Promise<never> {
  throw sqlErrors.error('sql.foreign-transaction');
}
