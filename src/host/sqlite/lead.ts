import type { Clock } from '../../kit/index.ts';
import { type Connection, whileBusy } from './connection.ts';
import type { Statement, StatementResult } from './protocol.ts';

/**
 * The way of one BEGIN … COMMIT to the database's thread. What leads a transaction in goes along with its first
 * statement, and what leads it out with whatever comes next: a message wakes that thread and then this one, which takes
 * longer than most statements do.
 */
export interface Lead {
  /** True while nothing has been begun. */
  isFresh(): boolean;
  /** Another transaction comes: what the one before did stays. */
  next(): void;
  /** True while it has not been begun, as long as another process holds the lock. */
  isWaiting(): boolean;
  run(statement: Statement): Promise<StatementResult>;
  /** Resolves once the first statement was answered, where nobody waited for it. */
  settled(): Promise<void>;
  /** Undoes the newest transaction alone. Throws where all is lost. */
  undoLast(): Promise<void>;
  commit(): Promise<void>;
  undo(): Promise<void>;
  /** Begins, runs and commits this statement in one message. */
  alone(statement: Statement): Promise<StatementResult>;
}

const begin = 'BEGIN IMMEDIATE';

/** What goes before a transaction's first statement. The first of all needs no savepoint: nothing else would be undone. */
const leadsIn = { none: [begin], begun: ['SAVEPOINT one'], saved: ['RELEASE one', 'SAVEPOINT one'] } as const;

export function leadOf(connection: Connection, clock: Clock): Lead {
  let open: keyof typeof leadsIn = 'none';
  /** What leads the newest transaction in has been done. */
  let entered = false;
  let entering: Promise<unknown> | undefined;

  async function enter(statement: Statement): Promise<StatementResult> {
    const before = leadsIn[open];
    let failure: { readonly error: unknown } | undefined;
    const result = await whileBusy(clock, async () => {
      try {
        return await connection.run('writer', statement, { before, onEntered });
      } catch (error) {
        // Only the lock is worth waiting for.
        if (!entered) throw error;
        failure = { error };
        return undefined;
      }
    });
    if (result === undefined) throw failure?.error;
    return result;
  }

  function onEntered(): void {
    open = open === 'none' ? 'begun' : 'saved';
    entered = true;
  }

  async function command(sql: string): Promise<void> {
    await connection.run('writer', { sql });
  }

  return {
    isFresh: () => open === 'none',
    isWaiting: () => !entered,
    next() {
      entered = false;
    },
    async run(statement) {
      while (!entered) {
        if (entering !== undefined) await entering;
        else {
          const answer = enter(statement);
          const done = (): void => {
            entering = undefined;
          };
          entering = answer.then(done, done);
          return answer;
        }
      }
      return connection.run('writer', statement);
    },
    async settled() {
      await entering;
    },
    async undoLast() {
      await entering;
      if (!entered) return;
      entered = false;
      if (open === 'saved') return command('ROLLBACK TO one');
      await command('ROLLBACK');
      open = 'none';
    },
    async commit() {
      // It releases what is still saved.
      if (open !== 'none') await command('COMMIT');
    },
    async undo() {
      if (open !== 'none') await command('ROLLBACK');
    },
    alone: (statement) =>
      whileBusy(clock, () => connection.run('writer', statement, { before: [begin], after: 'COMMIT' })),
  };
}
