import { errorCatalogue } from '../../kit/index.ts';

/** Errors of the sql port beyond those of the engine itself (`sql.busy`, `sql.full`, …: host/sqlite/errors.ts). */
export const sqlErrors = errorCatalogue({
  'sql.newer-database': {
    status: 500,
    retry: 'never',
    sentence:
      '{file} was written by a newer Bijou: it has the step {name}, which this one does not know. Update Bijou.',
  },
  'sql.migration-failed': {
    status: 500,
    retry: 'never',
    sentence: 'The step {name} could not be made to {file}: {why}. Nothing of it was kept.',
  },
  'sql.foreign-transaction': {
    status: 500,
    retry: 'never',
    sentence: 'Transactions begin with `sql.transaction`, so that they share commits; not with `db.transaction`.',
  },
  'request.token-conflict': {
    status: 409,
    retry: 'never',
    sentence: 'This idempotency token was used for another request. Make a new one.',
  },
});

/** Of leases: see ledger/leases.ts. */
export const leaseErrors = errorCatalogue({
  'sql.not-leading': {
    status: 503,
    retry: 'transient',
    sentence: 'Another process has taken over "{name}", and nothing of this change was kept. Try again.',
  },
});
