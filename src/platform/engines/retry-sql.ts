import type { Sql } from '../../engines/sql/index.ts';
import { around, onlyReads } from '../../engines/sql/statements.ts';
import { type Clock, hasCode, type Random } from '../../kit/index.ts';
import { withRetries } from '../../resilience/index.ts';

/** A conflict is over in milliseconds; what still conflicts after some seconds is told to the caller. */
const attempts = 12;
const firstMs = 4;
const longestMs = 1_000;

/**
 * Runs again what lost against somebody else's change: nothing of it was kept. What is uncertain is not run again here,
 * since it may have been kept, and only the caller knows what twice would do.
 */
export function retrySql<Tables>(sql: Sql<Tables>, ports: { clock: Clock; random: Random }): Sql<Tables> {
  const { clock, random } = ports;
  const never = new AbortController().signal;

  function untilAlone<Result>(attempt: () => Promise<Result>): Promise<Result> {
    const again = (error: unknown) => hasCode(error, 'sql.conflict');
    const leftMs = () => Number.POSITIVE_INFINITY;
    return withRetries(attempt, { again, attempts, firstMs, longestMs, signal: never, leftMs, clock, random });
  }

  return {
    ...sql,
    db: around(sql.db, (query, run) => (onlyReads(query) ? run() : untilAlone(run))),
    transaction: (body) => untilAlone(() => sql.transaction(body)),
  };
}
