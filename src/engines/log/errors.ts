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
  'log.too-large': {
    status: 413,
    retry: 'never',
    sentence:
      'What was to be appended of one key at once is more than the log takes. Append it in parts, or keep it elsewhere.',
  },
  'log.refused': {
    status: 503,
    retry: 'later',
    sentence: 'The log refused that: {why}. Run "bijou doctor", which says what is missing.',
  },
});
