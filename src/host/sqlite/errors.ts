import { type BijouError, errorCatalogue, hasCode } from '../../kit/index.ts';
import { type Failure, tooLong, undone } from './protocol.ts';

/** Errors of an embedded database, whichever port it serves. A port with errors of its own translates them. */
export const sqliteErrors = errorCatalogue({
  'sqlite.busy': {
    status: 503,
    retry: 'transient',
    sentence: 'Another process has kept {file} locked for too long. Try again in a moment.',
  },
  'sqlite.full': {
    status: 507,
    retry: 'later',
    sentence: 'The disk that holds {file} is full. Make room and try again.',
  },
  'sqlite.constraint': { status: 409, retry: 'never', sentence: 'The database refused the change: {why}' },
  'sqlite.failed': { status: 500, retry: 'never', sentence: 'The database could not run a statement: {why}' },
  'sqlite.disk': {
    status: 503,
    retry: 'later',
    sentence: 'The disk that holds {file} failed: {why}. Check the disk and its permissions.',
  },
  'sqlite.damaged': {
    status: 500,
    retry: 'never',
    sentence: '{file} is damaged or not a database ({why}). Put back a copy of the data folder.',
  },
  'sqlite.too-long': {
    status: 500,
    retry: 'never',
    sentence: 'The result is too long to be read at once. {why} Ask for pages.',
  },
  'sqlite.unsafe-integer': {
    status: 500,
    retry: 'never',
    sentence: 'An integer beyond 2^53 would lose digits here: {why}. Keep it as text.',
  },
  'sqlite.transaction-over': {
    status: 500,
    retry: 'never',
    sentence: 'A statement came after its transaction had ended. Await every statement inside the transaction.',
  },
  'sqlite.transaction-undone': {
    status: 503,
    retry: 'transient',
    sentence: 'The database undid the transaction by itself, as it does when its disk or thread fails. Try again.',
  },
  'sqlite.nested': {
    status: 500,
    retry: 'never',
    sentence: 'A change outside the transaction was asked for inside it, and would wait for itself. Use `tx`.',
  },
  'sqlite.slow-transaction': {
    status: 503,
    retry: 'transient',
    sentence: 'A transaction was undone because it kept the writer for {ms} ms. Await nothing but `tx` in it.',
  },
  'sqlite.worker-gone': {
    status: 503,
    retry: 'transient',
    sentence: 'The database thread stopped ({why}). It is started again with the next statement.',
  },
  'sqlite.uncertain': {
    status: 503,
    retry: 'transient',
    sentence: 'The database thread stopped while {file} was being committed: whether that was kept is not known.',
  },
  'sqlite.newer-file': {
    status: 500,
    retry: 'never',
    sentence: '{file} was written by a newer Bijou. Update Bijou.',
  },
  'sqlite.closed': { status: 503, retry: 'never', sentence: '{file} has been closed.' },
});

export function isBusy(error: unknown): boolean {
  return hasCode(error, 'sqlite.busy');
}

// Primary result codes: https://www.sqlite.org/rescode.html
const named: Readonly<Record<number, keyof typeof sqliteErrors.rows>> = {
  5: 'sqlite.busy',
  6: 'sqlite.busy',
  8: 'sqlite.disk',
  10: 'sqlite.disk',
  11: 'sqlite.damaged',
  13: 'sqlite.full',
  14: 'sqlite.disk',
  19: 'sqlite.constraint',
  26: 'sqlite.damaged',
};

/** SQLite's failure as an error of the house. */
export function errorOf(failure: Failure, file: string): BijouError {
  const why = failure.message;
  if (failure.code === 'ERR_OUT_OF_RANGE') return sqliteErrors.error('sqlite.unsafe-integer', { why });
  if (failure.code === tooLong) return sqliteErrors.error('sqlite.too-long', { why, sql: failure.sql });
  if (failure.code === undone) return sqliteErrors.error('sqlite.transaction-undone', { file });
  const code = named[failure.result & 0xff] ?? 'sqlite.failed';
  return sqliteErrors.error(code, { file, why, sql: failure.sql, result: failure.result });
}
