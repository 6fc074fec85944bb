import { errorCatalogue } from '../../kit/index.ts';

export const objectErrors = errorCatalogue({
  'objects.bad-key': {
    status: 400,
    retry: 'never',
    sentence: '{key} is no key for an object: parts of A-Z a-z 0-9 . _ - between slashes, and no key inside another.',
  },
  'objects.not-found': { status: 404, retry: 'never', sentence: 'There is no object {key}.' },
  'objects.bad-range': {
    status: 416,
    retry: 'never',
    sentence: 'The range {first}-{last} is outside of {key}, which has {bytes} bytes.',
  },
  'objects.full': {
    status: 507,
    retry: 'later',
    sentence: 'The disk that holds the objects is full. Make room and try again.',
  },
  'objects.no-such-upload': {
    status: 404,
    retry: 'never',
    sentence: 'There is no upload {upload} under way for {key}. Begin again.',
  },
  'objects.part-missing': {
    status: 409,
    retry: 'later',
    sentence: 'Part {number} of the upload for {key} is missing or another one. Send it again.',
  },
  'objects.bad-part': { status: 400, retry: 'never', sentence: 'A part has a whole number from 1 to 10,000.' },
  'objects.no-file': { status: 400, retry: 'never', sentence: '{path} is not a file that can be read.' },
});
