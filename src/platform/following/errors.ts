import { errorCatalogue } from '../../kit/index.ts';

/** What keeps an event from being applied. */
export const followingErrors = errorCatalogue({
  'following.no-event': {
    status: 422,
    retry: 'never',
    sentence: 'What lies in the log here is no event: {why}. Whoever wrote it must be mended.',
  },
  'following.newer-version': {
    status: 422,
    retry: 'later',
    sentence:
      'This {type} is of version {v}, and this program knows version {known}. Update Bijou, then run "bijou dead-letters --retry".',
  },
  'following.bad-payload': {
    status: 422,
    retry: 'later',
    sentence: 'This {type} does not hold what it should: {why}. Once that is mended, run "bijou dead-letters --retry".',
  },
  'following.overtaken': {
    status: 409,
    retry: 'transient',
    sentence: 'Another process has followed this partition further.',
  },
});

/** True where trying again by itself cannot help: what was written is not what is read. */
export function isUnreadable(error: unknown): boolean {
  return unreadable.some((code) => (error as { readonly code?: unknown }).code === code);
}

const unreadable = ['following.no-event', 'following.newer-version', 'following.bad-payload'];

export const heldUp = 'An earlier event of the same key could not be applied; this one waits behind it.';
