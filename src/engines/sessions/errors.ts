import { errorCatalogue } from '../../kit/index.ts';

export const sessionsErrors = errorCatalogue({
  'sessions.throttled': {
    status: 503,
    retry: 'transient',
    sentence: 'The store of sessions is asked too often, and did nothing. Try again in a moment.',
  },
  'sessions.unavailable': {
    status: 503,
    retry: 'transient',
    sentence: 'The store of sessions gave no answer. Whether a write was done is not known: repeat it with its token.',
  },
  'sessions.too-large': {
    status: 413,
    retry: 'never',
    sentence: 'A session item has at most {most} bytes of JSON, this one {bytes}. Keep large things elsewhere.',
  },
  'sessions.refused': { status: 400, retry: 'never', sentence: 'The store of sessions cannot do that: {why}' },
});
