import type { Clock } from '../../kit/index.ts';
import type { Logger } from '../logger.ts';
import { errorOf, isBusy, sqliteErrors } from './errors.ts';
import { acquireLink, type Link, StatementFailure } from './link.ts';
import type { Around, Statement, StatementResult } from './protocol.ts';

/** One file open in the worker; opened again where the worker had to be started again. */
export interface Connection {
  readonly file: string;
  run(on: 'writer' | 'reader', statement: Statement, options?: RunOptions): Promise<StatementResult>;
  close(): Promise<void>;
}

export interface RunOptions extends Around {
  /** Called where all that goes before the statement was done, whatever became of itself. */
  readonly onEntered?: () => void;
}

export interface ConnectionOptions {
  readonly file: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Opened {
  readonly link: Link;
  readonly database: number;
}

/** Longest wait for another process's lock, in milliseconds. */
const busyLimitMs = 30_000;

export async function openConnection({ file, clock, logger }: ConnectionOptions): Promise<Connection> {
  let closed = false;
  let opened = await open();
  let opening: Promise<Opened> | undefined;

  return {
    file,
    async run(on, statement, options) {
      const { link, database } = await current();
      const { onEntered, ...around } = options ?? {};
      try {
        const result = await link.run(
          database,
          on,
          options === undefined ? { statement } : { statement, around: around as Around },
        );
        onEntered?.();
        return result;
      } catch (error) {
        if (error instanceof StatementFailure && error.failure.entered) onEntered?.();
        throw translated(error, file);
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      await opened.link.close(opened.database);
      await opened.link.release();
    },
  };

  async function current(): Promise<Opened> {
    if (closed) throw sqliteErrors.error('sqlite.closed', { file });
    if (!opened.link.gone) return opened;
    opening ??= reopen().finally(() => {
      opening = undefined;
    });
    return opening;
  }

  async function reopen(): Promise<Opened> {
    logger.warn('the database thread stopped and is started again', { file });
    await opened.link.release();
    opened = await open();
    return opened;
  }

  async function open(): Promise<Opened> {
    const link = acquireLink();
    try {
      return { link, database: await whileBusy(clock, () => link.open(file).catch(rethrow)) };
    } catch (error) {
      await link.release();
      throw error;
    }
  }

  function rethrow(error: unknown): never {
    throw translated(error, file);
  }
}

function translated(error: unknown, file: string): unknown {
  return error instanceof StatementFailure ? errorOf(error.failure, file) : error;
}

/**
 * Tries until the lock is free. SQLite's lock has no queue, so the tries are close together at first: the gap
 * between two transactions of a busy neighbour is a fraction of a millisecond.
 */
export async function whileBusy<Result>(clock: Clock, attempt: () => Promise<Result>): Promise<Result> {
  const start = clock.monotonic();
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || clock.monotonic() - start > busyLimitMs) throw error;
    }
    await clock.sleep(tries < 100 ? 1 + (tries % 3) : 20);
  }
}
