import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../../kit/index.ts';
import type { Logger } from '../logger.ts';
import { type Changes, makeChanges } from './changes.ts';
import { openConnection, whileBusy } from './connection.ts';
import type { Statement, StatementResult } from './protocol.ts';
import { makeWriter, type Run } from './writer.ts';

/**
 * One SQLite file in the process's database thread: WAL, `synchronous=FULL`, a reader and a writer handle, so that
 * reads see what is committed and nothing else. Any number of processes may have it open.
 * Errors: those of errors.ts.
 */
export interface SqliteFile {
  readonly path: string;
  /** One statement that changes nothing. */
  read(statement: Statement): Promise<StatementResult>;
  /** One statement as a transaction of its own. */
  write(statement: Statement): Promise<StatementResult>;
  /** All or nothing; durable when it resolves. Nothing is awaited in `body` but `run`. */
  transaction<Result>(body: (run: Run) => Promise<Result>): Promise<Result>;
  readonly changes: Changes;
  readonly closed: boolean;
  close(): Promise<void>;
}

export interface SqliteFileOptions {
  /** Absolute path; its folder is made where it is missing. */
  readonly file: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export async function openSqliteFile({ file, clock, logger }: SqliteFileOptions): Promise<SqliteFile> {
  await mkdir(dirname(file), { recursive: true });
  const connection = await openConnection({ file, clock, logger });
  const changes = makeChanges(connection, clock);
  const writer = makeWriter({ connection, clock, onCommit: changes.note });
  let closed = false;
  return {
    path: file,
    read: (statement) => whileBusy(clock, () => connection.run('reader', statement)),
    write: (statement) => writer.write(statement),
    transaction: (body) => writer.transaction(body),
    changes,
    get closed() {
      return closed;
    },
    async close() {
      if (closed) return;
      closed = true;
      await writer.idle();
      await connection.close();
      changes.note();
    },
  };
}
