import { AsyncLocalStorage } from 'node:async_hooks';
import { type Clock, hasCode } from '../../kit/index.ts';
import type { Connection } from './connection.ts';
import { isBusy, sqliteErrors } from './errors.ts';
import { type Lead, leadOf } from './lead.ts';
import type { Statement, StatementResult } from './protocol.ts';

/** Runs one statement of a transaction. */
export type Run = (statement: Statement) => Promise<StatementResult>;

export interface Writer {
  transaction<Result>(body: (run: Run) => Promise<Result>): Promise<Result>;
  /** A transaction of one statement. */
  write(statement: Statement): Promise<StatementResult>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

export interface WriterOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  /** Told after each commit. */
  readonly onCommit: () => void;
}

interface Job {
  readonly body: (run: Run) => Promise<unknown>;
  /** All that there is to it, where that is one statement. */
  readonly only?: Statement;
  /** The caller's async context, so that its trace is not the one of who happened to start the batch. */
  readonly inContext: <Result>(task: () => Result) => Result;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

interface Outcome {
  readonly job: Job;
  readonly settle: () => void;
}

/** What one fsync may carry: enough to share it, little enough that nobody waits long for the others. */
const batchLimit = 64;
const batchMs = 20;
const transactionMs = 30_000;
/** After this long without a pause, other processes are let in; SQLite's lock is not fair by itself. */
const courtesyEveryMs = 200;
const courtesyMs = 4;

interface Scope {
  readonly connection: Connection;
  readonly lead: Lead;
  /** False once the transaction has ended: a statement that comes later would land in somebody else's. */
  open: boolean;
  /** What its last failed statement met. */
  failure: unknown;
}

/** The transaction that the running code is part of, if any. */
const inside = new AsyncLocalStorage<Scope>();

/**
 * One writer at a time, with group commit: transactions that wait in turn run as savepoints of one BEGIN … COMMIT
 * and are answered after its single fsync. One that fails is rolled back to its savepoint, alone.
 */
export function makeWriter({ connection, clock, onCommit }: WriterOptions): Writer {
  const jobs: Job[] = [];
  let draining: Promise<void> | undefined;

  function enqueue<Result>(work: Pick<Job, 'body' | 'only'>): Promise<Result> {
    const outer = inside.getStore();
    if (outer?.open === true && outer.connection === connection) {
      return Promise.reject(sqliteErrors.error('sqlite.nested'));
    }
    return new Promise((resolve, reject) => {
      jobs.push({ ...work, inContext: AsyncLocalStorage.snapshot(), resolve, reject });
      draining ??= drain();
    });
  }

  return {
    transaction: (body) => enqueue({ body }),
    write: (statement) => enqueue({ body: (run) => run(statement), only: statement }),
    idle: () => draining ?? Promise.resolve(),
  };

  async function drain(): Promise<void> {
    let since = clock.monotonic();
    while (jobs.length > 0) {
      await batch();
      if (jobs.length > 0 && clock.monotonic() - since > courtesyEveryMs) {
        await clock.sleep(courtesyMs);
        since = clock.monotonic();
      }
    }
    // In the same turn as the last look at `jobs`, so that no job falls between the two.
    draining = undefined;
  }

  async function batch(): Promise<void> {
    const lead = leadOf(connection, clock);
    const taken: Job[] = [];
    const outcomes: Outcome[] = [];
    const start = clock.monotonic();
    let committing = false;
    // Who asks in the same breath goes along.
    await undefined;
    try {
      while (taken.length < batchLimit && clock.monotonic() - start < batchMs) {
        const job = jobs.shift();
        if (job === undefined) break;
        taken.push(job);
        if (taken.length === 1 && job.only !== undefined && jobs.length === 0) {
          committing = true;
          const value = await lead.alone(job.only);
          outcomes.push({ job, settle: () => job.resolve(value as never) });
          break;
        }
        outcomes.push(await runJob(job, lead));
      }
      committing = true;
      await lead.commit();
    } catch (error) {
      await lead.undo().catch(() => undefined);
      // Nothing of the batch was written, so each of them is told so, whatever it had come to by itself. Of a thread that
      // stopped while it committed, that is not known.
      const file = connection.file;
      const isUncertain = committing && hasCode(error, 'sqlite.worker-gone');
      const why = isUncertain ? sqliteErrors.error('sqlite.uncertain', { file }, error) : error;
      for (const job of taken) job.reject(why);
      // Whoever could not begin keeps nobody else waiting for as long again.
      if (lead.isFresh() && isBusy(error)) for (const job of jobs.splice(0)) job.reject(error);
      return;
    }
    onCommit();
    for (const { settle } of outcomes) settle();
  }

  /** Throws only where the whole batch is lost. */
  async function runJob(job: Job, lead: Lead): Promise<Outcome> {
    const scope: Scope = { connection, lead, open: true, failure: undefined };
    lead.next();
    try {
      const value = await withinTime(
        job.inContext(() => inside.run(scope, () => job.body(statementsOf(scope)))),
        lead,
      );
      scope.open = false;
      await lead.settled();
      // Who lives with a failure does not know that SQLite may have undone the whole batch for it.
      if (scope.failure !== undefined) await lead.run({ sql: 'SELECT 1' });
      return { job, settle: () => job.resolve(value as never) };
    } catch (error) {
      scope.open = false;
      if (lead.isFresh() && isBusy(error)) throw error;
      try {
        await lead.undoLast();
      } catch {
        // SQLite undid the whole batch by itself, as it does on a full disk. The statement that met it knows why.
        throw scope.failure ?? error;
      }
      return { job, settle: () => job.reject(error) };
    }
  }

  function statementsOf(scope: Scope): Run {
    return async (statement) => {
      if (!scope.open) throw sqliteErrors.error('sqlite.transaction-over');
      try {
        return await scope.lead.run(statement);
      } catch (error) {
        // Statements refused after the batch was undone do not tell why it was.
        if (scope.failure === undefined || !hasCode(error, 'sqlite.transaction-undone')) scope.failure = error;
        throw error;
      }
    };
  }

  /** Time begins once the lock is ours. */
  async function withinTime<Result>(work: Promise<Result>, lead: Lead): Promise<Result> {
    const done = new AbortController();
    const limit = (async () => {
      do await clock.sleep(transactionMs, done.signal);
      while (lead.isWaiting());
      throw sqliteErrors.error('sqlite.slow-transaction', { ms: transactionMs });
    })();
    try {
      return await Promise.race([work, limit]);
    } finally {
      done.abort();
    }
  }
}
