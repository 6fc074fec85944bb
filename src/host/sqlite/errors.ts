import { type BijouError, errorCatalogue, hasCode } from '../../kit/index.ts';
import { type Failure, tooLong, undone } from './protocol.ts';

/** Errors of an embedded database, whichever port it serves. */
export const sqliteErrors = errorCatalogue({
  'sql.busy': {
    status: 503,
    retry: 'transient',
    sentence: 'Another process has kept {file} locked for too long. Try again in a moment.',
  },
  'sql.full': { status: 507, retry: 'later', sentence: 'The disk that holds {file} is full. Make room and try again.' },
  'sql.constraint': { status: 409, retry: 'never', sentence: 'The database refused the change: {why}' },
  'sql.failed': { status: 500, retry: 'never', sentence: 'The database could not run a statement: {why}' },
  'sql.disk': {
    status: 503,
    retry: 'later',
    sentence: 'The disk that holds {file} failed: {why}. Check the disk and its permissions.',
  },
  'sql.damaged': {
    status: 500,
    retry: 'never',
    sentence: '{file} is damaged or not a database ({why}). Put back a copy of the data folder.',
  },
  'sql.too-long': {
    status: 500,
    retry: 'never',
    sentence: 'The result is too long to be read at once. {why} Ask for pages.',
  },
  'sql.bad-value': { status: 500, retry: 'never', sentence: 'Value {place} of a statement cannot be stored: {why}' },
  'sql.unsafe-integer': {
    status: 500,
    retry: 'never',
    sentence: 'An integer beyond 2^53 would lose digits here: {why}. Keep it as text.',
  },
  'sql.transaction-over': {
    status: 500,
    retry: 'never',
    sentence: 'A statement came after its transaction had ended. Await every statement inside the transaction.',
  },
  'sql.transaction-undone': {
    status: 503,
    retry: 'transient',
    sentence: 'The database undid the transaction by itself, as it does when its disk or thread fails. Try again.',
  },
  'sql.nested': {
    status: 500,
    retry: 'never',
    sentence: 'A change outside the transaction was asked for inside it, and would wait for itself. Use `tx`.',
  },
  'sql.slow-transaction': {
    status: 503,
    retry: 'transient',
    sentence: 'A transaction was undone because it kept the writer for {ms} ms. Await nothing but `tx` in it.',
  },
  'sql.worker-gone': {
    status: 503,
    retry: 'transient',
    sentence: 'The database thread stopped ({why}). It is started again with the next statement.',
  },
  'sql.newer-file': {
    status: 500,
    retry: 'never',
    sentence: '{file} was written by a newer Bijou. Update Bijou.',
  },
  'sql.closed': { status: 503, retry: 'never', sentence: '{file} has been closed.' },
});

export function isBusy(error: unknown): boolean {
  return hasCode(error, 'sql.busy');
}

// Primary result codes: https://www.sqlite.org/rescode.html
const named: Readonly<Record<number, keyof typeof sqliteErrors.rows>> = {
  5: 'sql.busy',
  6: 'sql.busy',
  8: 'sql.disk',
  10: 'sql.disk',
  11: 'sql.damaged',
  13: 'sql.full',
  14: 'sql.disk',
  19: 'sql.constraint',
  26: 'sql.damaged',
};

/** SQLite's failure as an error of the house. */
export function errorOf(failure: Failure, file: string): BijouError {
  const why = failure.message;
  if (failure.code === 'ERR_OUT_OF_RANGE') return sqliteErrors.error('sql.unsafe-integer', { why });
  if (failure.code === tooLong) return sqliteErrors.error('sql.too-long', { why, sql: failure.sql });
  if (failure.code === undone) return sqliteErrors.error('sql.transaction-undone', { file });
  const code = named[failure.result & 0xff] ?? 'sql.failed';
  return sqliteErrors.error(code, { file, why, sql: failure.sql, result: failure.result });
}
