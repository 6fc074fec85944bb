import { errorCatalogue } from '../../kit/index.ts';

export const playbackErrors = errorCatalogue({
  'playback.no-such-title': { status: 404, retry: 'never', sentence: 'There is no such title, or it was removed.' },
  'playback.no-such-version': {
    status: 404,
    retry: 'never',
    sentence: 'This version of the title cannot be played any more. Start the title again.',
  },
  'playback.nowhere': {
    status: 503,
    retry: 'transient',
    sentence: 'No appliance can serve media just now. Try again in a moment.',
  },
  'playback.bad-signature': {
    status: 403,
    retry: 'never',
    sentence: 'The signature of this address is not ours. Ask playback for a fresh address.',
  },
  'playback.expired': {
    status: 403,
    retry: 'never',
    sentence: 'This address has expired. Ask playback for a fresh one.',
  },
});
