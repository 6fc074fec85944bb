import { errorCatalogue } from '../../kit/index.ts';

/** Errors of the sql port. Every adapter tells what its engine says in these. */
export const sqlErrors = errorCatalogue({
  'sql.conflict': {
    status: 503,
    retry: 'transient',
    sentence: 'Somebody else changed the same rows at the same time, and nothing of this change was kept. Try again.',
  },
  'sql.uncertain': {
    status: 503,
    retry: 'transient',
    sentence: 'The database stopped answering while it committed: whether the change was kept is not known. Try again.',
  },
  'sql.busy': {
    status: 503,
    retry: 'transient',
    sentence: 'Somebody else has kept {database} locked for too long. Try again in a moment.',
  },
  'sql.unavailable': {
    status: 503,
    retry: 'transient',
    sentence:
      'The database {database} does not answer ({why}). Nothing of this change was kept. Try again in a moment.',
  },
  'sql.refused': {
    status: 503,
    retry: 'later',
    sentence:
      'The database {database} does not let us in, or not so far: {why}. Check the account and its permissions.',
  },
  'sql.full': {
    status: 507,
    retry: 'later',
    sentence: 'The disk that holds {database} is full. Make room and try again.',
  },
  'sql.disk': {
    status: 503,
    retry: 'later',
    sentence: 'The disk that holds {database} failed: {why}. Check the disk and its permissions.',
  },
  'sql.damaged': {
    status: 500,
    retry: 'never',
    sentence: '{database} is damaged or not a database ({why}). Put back a copy of the data folder.',
  },
  'sql.constraint': { status: 409, retry: 'never', sentence: 'The database refused the change: {why}' },
  'sql.failed': { status: 500, retry: 'never', sentence: 'The database could not run a statement: {why}' },
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
    sentence: 'The database undid the transaction by itself, as it does when it or its disk fails. Try again.',
  },
  'sql.slow-transaction': {
    status: 503,
    retry: 'transient',
    sentence: 'A transaction was undone because it kept others waiting for {ms} ms. Await nothing but `tx` in it.',
  },
  'sql.nested': {
    status: 500,
    retry: 'never',
    sentence: 'A change outside the transaction was asked for inside it, and would wait for itself. Use `tx`.',
  },
  'sql.foreign-transaction': {
    status: 500,
    retry: 'never',
    sentence: 'Transactions begin with `sql.transaction`, so that they share commits; not with `db.transaction`.',
  },
  'sql.closed': { status: 503, retry: 'never', sentence: '{database} has been closed.' },
  'sql.newer-database': {
    status: 500,
    retry: 'never',
    sentence:
      '{database} was written by a newer Bijou: it has the step {name}, which this one does not know. Update Bijou.',
  },
  'sql.migration-failed': {
    status: 500,
    retry: 'never',
    sentence: 'The step {name} could not be made to {database}: {why}. It is made again at the next start.',
  },
  'sql.not-leading': {
    status: 503,
    retry: 'transient',
    sentence: 'Another process has taken over "{name}", and nothing of this change was kept. Try again.',
  },
  'request.token-conflict': {
    status: 409,
    retry: 'never',
    sentence: 'This idempotency token was used for another request. Make a new one.',
  },
});
