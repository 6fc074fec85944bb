import type { Sql } from '../../engines/sql/index.ts';
import { around, onlyReads } from '../../engines/sql/statements.ts';
import { hasCode } from '../../kit/index.ts';
import { type CallPorts, engineCalls } from './calls.ts';

/** Of these, nothing was kept. */
const undone = ['sql.conflict', 'sql.unavailable', 'sql.transaction-undone'];

/**
 * Runs again what lost against somebody else's change, or was not answered before it began to be kept. What is uncertain
 * is not run again here: it may have been kept, and only the caller knows what twice would do.
 */
export function retrySql<Tables>(sql: Sql<Tables>, ports: CallPorts): Sql<Tables> {
  const call = engineCalls(ports);
  const again = (error: unknown) => undone.some((code) => hasCode(error, code));
  return {
    ...sql,
    db: around(sql.db, (query, run) => call(onlyReads(query) ? 'read' : 'write', run, { again })),
    stale: around(sql.stale, (_, run) => call('stale', run, { again })),
    transaction: (body) => call('transaction', () => sql.transaction(body), { again }),
  };
}
