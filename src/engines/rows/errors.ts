import { errorCatalogue } from '../../kit/index.ts';

export const rowsErrors = errorCatalogue({
  'rows.unavailable': {
    status: 503,
    retry: 'transient',
    sentence: 'The store of rows gave no answer. Whether a write was done is not known: repeat it with its write time.',
  },
  'rows.uncertain': {
    status: 503,
    retry: 'transient',
    sentence: 'Whether a conditional write was done is not known. Read the row before trying again: it may be yours.',
  },
  'rows.failed': {
    status: 503,
    retry: 'transient',
    sentence:
      'Replicas of the store of rows failed at that: {why} A node that stops, a full disk or too many deletions to read past can be why: look into their logs. A write is repeated with its write time.',
  },
  'rows.denied': {
    status: 500,
    retry: 'later',
    sentence: 'The store of rows does not let Bijou do that: {why} Look at the user, its password and its permissions.',
  },
  'rows.refused': { status: 400, retry: 'never', sentence: 'The store of rows cannot do that: {why}' },
  'rows.too-large': { status: 413, retry: 'never', sentence: 'That is too large for one write: {why} Split it.' },
  'rows.table-differs': {
    status: 500,
    retry: 'never',
    sentence:
      'The table {table} exists with other columns: {why} Give the new one another name and copy what it holds.',
  },
});
