import { errorCatalogue } from '../../kit/index.ts';

export const indexErrors = errorCatalogue({
  'index.missing': { status: 404, retry: 'later', sentence: 'There is no index {name} yet. Wait until it is filled.' },
  'index.other-mapping': {
    status: 409,
    retry: 'never',
    sentence: 'The index {name} is there with another mapping. Give the new one a generation of its own.',
  },
  'index.bad-request': { status: 400, retry: 'never', sentence: 'The index cannot do that: {why}' },
  'index.bad-cursor': {
    status: 400,
    retry: 'never',
    sentence: 'This is not where an earlier page of the same search ended. Begin with the first page.',
  },
  'index.unreachable': {
    status: 503,
    retry: 'transient',
    sentence: 'The index did not answer. Try again in a moment.',
  },
  'index.read-only': {
    status: 507,
    retry: 'later',
    sentence: 'The index takes no more writes ({why}). Make room on its disks; it goes on by itself.',
  },
  'index.refused': {
    status: 503,
    retry: 'later',
    sentence: 'The index refused that: {why}. Run "bijou doctor", which says what is missing.',
  },
});
