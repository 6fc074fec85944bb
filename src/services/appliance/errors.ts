import { errorCatalogue } from '../../kit/index.ts';

export const applianceErrors = errorCatalogue({
  'appliance.unknown-host': {
    status: 421,
    retry: 'never',
    sentence: 'Media is not served under the name {host}. Where it should be, name it in BIJOU_HOSTS.',
  },
  'appliance.foreign-page': {
    status: 403,
    retry: 'never',
    sentence: 'Pages of {origin} may not play. Where they should, name that address in BIJOU_PLAYER_ORIGINS.',
  },
  'appliance.unsigned': {
    status: 403,
    retry: 'never',
    sentence: 'This is not a signed media address. Ask playback for one.',
  },
  'appliance.bad-signature': {
    status: 403,
    retry: 'never',
    sentence: 'The signature of this address is not ours. Ask playback for a fresh address.',
  },
  'appliance.expired': {
    status: 403,
    retry: 'never',
    sentence: 'This address has expired. Ask playback for a fresh one.',
  },
  'appliance.no-such-media': { status: 404, retry: 'never', sentence: 'There is no such media any more.' },
  'appliance.precondition': {
    status: 412,
    retry: 'never',
    sentence: 'The media is not the one that the request names. Fetch it without conditions.',
  },
  'appliance.bad-range': { status: 416, retry: 'never', sentence: 'The media has only {size} bytes.' },
  'appliance.no-keys': {
    status: 503,
    retry: 'transient',
    sentence: 'Signatures cannot be checked just now, because the keys are not here yet. Try again in a moment.',
  },
  'appliance.origin-unavailable': {
    status: 503,
    retry: 'transient',
    sentence: 'The origin of this media cannot be reached just now. Try again in a moment.',
  },
  'appliance.changed': {
    status: 502,
    retry: 'transient',
    sentence: 'The media was replaced at its origin while it was sent. Fetch it again.',
  },
  'appliance.origin-answer': {
    status: 502,
    retry: 'transient',
    sentence: 'The origin gave an answer that is not as agreed: {why}. Try again in a moment.',
  },
});
