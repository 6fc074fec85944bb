import { type CompiledQuery, type DatabaseConnection, type Driver, Kysely, type QueryResult } from 'kysely';
import { sqlErrors } from './errors.ts';

/** Runs one compiled statement. */
type Execute = <Row>(query: CompiledQuery) => Promise<QueryResult<Row>>;

/** Whether a statement changes nothing. */
export function onlyReads({ query, sql }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' || (query.kind === 'RawNode' && /^\s*(select|values|explain)\b/i.test(sql));
}

/** A driver of Kysely's over a way to run one statement. Transactions are the port's, not Kysely's. */
export function statementDriver(execute: Execute): Driver {
  const connection: DatabaseConnection = {
    executeQuery: execute,
    // Answers come with all rows at once, so a stream is one chunk; pages are the way for long results.
    async *streamQuery<Row>(query: CompiledQuery) {
      yield await execute<Row>(query);
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
}

async function refuse(): Promise<never> {
  throw sqlErrors.error('sql.foreign-transaction');
}

/** What is done about one statement: `run` runs it, as often as it is called. */
export type Around = <Result>(query: CompiledQuery, run: () => Promise<Result>) => Promise<Result>;

/** The same tables by the same engine, with something done about each statement. */
export function around<Tables>(inner: Kysely<Tables>, by: Around): Kysely<Tables> {
  const executor = inner.getExecutor();
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => executor.adapter,
      createQueryCompiler: () => ({ compileQuery: (node, id) => executor.compileQuery(node, id) }),
      createIntrospector: () => inner.introspection,
      createDriver: () =>
        statementDriver(<Row>(query: CompiledQuery) =>
          by(query, () => inner.executeQuery<Row>(query as CompiledQuery<Row>)),
        ),
    },
  });
}
