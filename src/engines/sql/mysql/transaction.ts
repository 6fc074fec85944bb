import { type CompiledQuery, Kysely } from 'kysely';
import { BijouError, type Clock } from '../../../kit/index.ts';
import { sqlErrors } from '../errors.ts';
import { onlyReads } from '../statements.ts';
import { dialectOver } from './dialect.ts';
import { pass } from './fence.ts';
import { alreadyThere } from './keyed.ts';
import { later } from './later.ts';
import type { Lent } from './pool.ts';
import { transactionMs } from './server.ts';
import type { Answer } from './session.ts';

export interface TransactionOptions {
  readonly database: string;
  readonly clock: Clock;
}

/** Runs `body` in a transaction on a connection that is lent for it. Errors: those of the port, and what `body` throws. */
export async function transactionOn<Tables, Result>(
  lent: Lent,
  body: (tx: Kysely<Tables>) => Promise<Result>,
  { database, clock }: TransactionOptions,
): Promise<Result> {
  const { session, server } = lent;
  const until = clock.monotonic() + transactionMs;
  let isOver = false;
  let hasLocked = false;
  let hasWritten = false;
  let failure: BijouError | undefined;

  async function run(query: CompiledQuery): Promise<Answer> {
    if (isOver) throw sqlErrors.error('sql.transaction-over');
    // After a deadlock the server has undone it all, and would keep each further statement by itself.
    if (failure !== undefined) throw failure;
    try {
      const answer = await session.run({ sql: query.sql, values: query.parameters });
      if (locks(query.sql) || answer.insertId === alreadyThere) hasLocked = true;
      if (!onlyReads(query)) hasWritten = true;
      return answer;
    } catch (error) {
      if (error instanceof BijouError && error.retry !== 'never') failure = error;
      throw error;
    }
  }

  const callOff = later(clock, transactionMs, tooSlow);
  function tooSlow(): void {
    failure ??= sqlErrors.error('sql.slow-transaction', { ms: transactionMs });
    session.cut(`a transaction took longer than ${transactionMs} ms`);
  }

  try {
    await session.run({ sql: 'start transaction' });
    const result = await body(new Kysely<Tables>({ dialect: dialectOver(run, server.collation) }));
    // A process that stood still comes back to this before its timer does.
    if (clock.monotonic() >= until) tooSlow();
    if (failure !== undefined) throw failure;
    isOver = true;
    if (hasLocked && hasWritten) await pass(lent, database);
    await session.run({ sql: 'commit', moment: 'keeping' });
    return result;
  } catch (error) {
    isOver = true;
    if (!session.isOver) await session.run({ sql: 'rollback' }).catch(() => session.cut('it could not be rolled back'));
    throw failure ?? error;
  } finally {
    callOff();
  }
}

function locks(sql: string): boolean {
  return /\bfor (update|share)\b/i.test(sql);
}
