import { errorCatalogue } from '../../kit/index.ts';

/** What every adapter of this port may throw. */
export const objectsErrors = errorCatalogue({
  'objects.not-found': { status: 404, retry: 'never', sentence: 'There is no object {key}.' },
  'objects.bad-range': {
    status: 416,
    retry: 'never',
    sentence: 'The range {first}–{last} does not lie in {key}, which has {bytes} bytes.',
  },
  'objects.bad-key': { status: 400, retry: 'never', sentence: 'The key {key} cannot be used: {why}.' },
  'objects.changed': {
    status: 409,
    retry: 'never',
    sentence:
      'The file was written to after it was taken in, and the library shares its bytes. Add it again as it is now, or put back what it was.',
  },
  'objects.full': { status: 507, retry: 'later', sentence: 'The disk is full. Make room, and it goes on by itself.' },
  'objects.no-such-upload': { status: 404, retry: 'never', sentence: 'There is no upload {upload} of {key}.' },
  'objects.part-missing': {
    status: 409,
    retry: 'never',
    sentence: 'Part {number} of {key} is not there as it was acknowledged.',
  },
  'objects.no-such-file': { status: 404, retry: 'never', sentence: 'The file {path} cannot be read: {why}.' },
});
