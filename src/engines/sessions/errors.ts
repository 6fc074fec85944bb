import { errorCatalogue } from '../../kit/index.ts';

export const sessionsErrors = errorCatalogue({
  'sessions.throttled': {
    status: 503,
    retry: 'transient',
    sentence:
      'The store of sessions is asked too often, or others are at the same item, and it did nothing. Try again in a moment.',
  },
  'sessions.unavailable': {
    status: 503,
    retry: 'transient',
    sentence: 'The store of sessions gave no answer. Whether a write was done is not known: repeat it with its token.',
  },
  'sessions.denied': {
    status: 500,
    retry: 'later',
    sentence:
      'The store of sessions does not let Bijou do that: {why} Look at its keys, their permissions and the table.',
  },
  'sessions.too-large': {
    status: 413,
    retry: 'never',
    sentence: 'A session item has at most {most} bytes of JSON, this one {bytes}. Keep large things elsewhere.',
  },
  'sessions.refused': { status: 400, retry: 'never', sentence: 'The store of sessions cannot do that: {why}' },
});
