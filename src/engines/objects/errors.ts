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
  'objects.part-too-small': {
    status: 400,
    retry: 'never',
    sentence: 'Part {number} of {key} has {bytes} bytes; all but the last have {least} or more.',
  },
  'objects.precondition-failed': {
    status: 412,
    retry: 'never',
    sentence:
      'The object {key} is not as whoever puts it there takes it to be: somebody else was first. Read it again.',
  },
  'objects.checksum-mismatch': {
    status: 400,
    retry: 'never',
    sentence:
      'The bytes for {key} are not those that were to come. Nothing was stored; send them again from their source.',
  },
  'objects.bad-metadata': { status: 400, retry: 'never', sentence: 'The metadata cannot be kept: {why}.' },
  'objects.conflict': {
    status: 409,
    retry: 'transient',
    sentence: 'Somebody else writes {key} at this moment. Nothing was done; it is tried again.',
  },
  'objects.throttled': {
    status: 503,
    retry: 'transient',
    sentence: 'The store is asked more than it can answer at the moment. It is asked again in a while.',
  },
  'objects.uncertain': {
    status: 503,
    retry: 'transient',
    sentence: 'The store did not answer: what was asked of it may have been done or not.',
  },
  'objects.cut': {
    status: 503,
    retry: 'transient',
    sentence: 'The bytes of {key} broke off on their way. What is missing is read again.',
  },
  'objects.replaced': {
    status: 409,
    retry: 'transient',
    sentence: 'The object {key} was replaced while it was read. Read it anew.',
  },
  'objects.damaged': {
    status: 500,
    retry: 'later',
    sentence:
      'The bytes of {key} came otherwise than they were stored. Ask again; if it stays so, the store has lost them.',
  },
  'objects.unreachable': {
    status: 503,
    retry: 'transient',
    sentence: 'The store cannot be reached ({why}). Nothing was done; it is tried again.',
  },
  'objects.refused': {
    status: 503,
    retry: 'later',
    sentence: 'The store refuses: {why}. Whoever runs Bijou finds out more with “bijou doctor”.',
  },
  'objects.no-such-file': { status: 404, retry: 'never', sentence: 'The file {path} cannot be read: {why}.' },
});
