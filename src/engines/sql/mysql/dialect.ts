import {
  type CompiledQuery,
  type CreateTableNode,
  type Dialect,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  type QueryResult,
} from 'kysely';
import { statementDriver } from '../statements.ts';
import { checkValues } from '../values.ts';
import type { Answer } from './session.ts';

type RunQuery = (query: CompiledQuery) => Promise<Answer>;

/** Kysely's MySQL dialect over a way to run one statement. Transactions are the port's, not Kysely's. */
export function dialectOver(run: RunQuery, collation: string): Dialect {
  return {
    createDriver: () => statementDriver((query) => execute(query, run)),
    createQueryCompiler: () => new OurTables(collation),
    createAdapter: () => new MysqlAdapter(),
    createIntrospector: (db) => new MysqlIntrospector(db),
  };
}

/** Says of each table what the server would else choose by its own settings. */
class OurTables extends MysqlQueryCompiler {
  readonly #collation: string;

  constructor(collation: string) {
    super();
    this.#collation = collation;
  }

  protected override visitCreateTable(node: CreateTableNode): void {
    super.visitCreateTable(node);
    this.append(` engine = InnoDB default character set utf8mb4 collate ${this.#collation}`);
  }

  /** Backslashes are characters like any other: see server.ts. */
  protected override sanitizeStringLiteral(value: string): string {
    return value.replaceAll("'", "''");
  }
}

async function execute<Row>(query: CompiledQuery, run: RunQuery): Promise<QueryResult<Row>> {
  checkValues(query.parameters, query.sql);
  const { rows, affected, insertId } = await run(query);
  if (query.query.kind === 'SelectQueryNode') return { rows: rows as Row[] };
  return { rows: rows as Row[], numAffectedRows: BigInt(affected || rows.length), insertId: BigInt(insertId) };
}
