import {
  type ColumnDefinitionNode,
  type CompiledQuery,
  DataTypeNode,
  type Dialect,
  type DropIndexNode,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { SqliteFile, SqliteRow, Statement, StatementResult } from '../../../host/index.ts';
import { onlyReads, statementDriver } from '../statements.ts';
import { checkValues } from '../values.ts';
import { telling } from './translated.ts';

/** Runs a compiled query somewhere: on the file, or inside one transaction. */
type RunStatement = (statement: Statement, query: CompiledQuery) => Promise<StatementResult>;

/** Kysely's SQLite dialect over a way to run one statement. Transactions are the port's, not Kysely's. */
export function dialectOver(run: RunStatement, database: string): Dialect {
  return {
    createDriver: () => statementDriver((query) => execute(query, run, database)),
    createQueryCompiler: () => new PortableWords(),
    createAdapter: () => new ManyAtOnce(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** Says the port's schema words, which are MySQL's, in SQLite's own. */
class PortableWords extends SqliteQueryCompiler {
  /** SQLite counts up an `integer` alone, which has 64 bits. */
  protected override visitColumnDefinition(node: ColumnDefinitionNode): void {
    const counts = node.autoIncrement === true && node.dataType.kind === 'DataTypeNode';
    super.visitColumnDefinition(counts ? { ...node, dataType: DataTypeNode.create('integer') } : node);
  }

  /** An index's name is the database's, not its table's. */
  protected override visitDropIndex({ table: _, ...node }: DropIndexNode): void {
    super.visitDropIndex(node);
  }
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

async function execute<Row>(query: CompiledQuery, run: RunStatement, database: string): Promise<QueryResult<Row>> {
  checkValues(query.parameters, query.sql);
  const values = query.parameters as Statement['values'] & object;
  const result = await telling(database, () => run({ sql: query.sql, values }, query));
  const rows = result.rows as readonly SqliteRow[] as Row[];
  if (query.query.kind === 'SelectQueryNode') return { rows };
  return { rows, numAffectedRows: BigInt(result.changes || rows.length), insertId: BigInt(result.lastId) };
}
