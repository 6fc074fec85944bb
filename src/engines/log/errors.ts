import { errorCatalogue } from '../../kit/index.ts';

/** Errors of the log port, whichever engine holds it. */
export const logErrors = errorCatalogue({
  'log.unreachable': {
    status: 503,
    retry: 'transient',
    sentence: 'The log did not answer ({why}). What was asked may have been done all the same. Try again.',
  },
  'log.not-owner': {
    status: 409,
    retry: 'later',
    sentence: 'Partition {partition} of {topic} is read by another process of {reader} now.',
  },
});
