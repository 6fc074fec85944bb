import { errorCatalogue } from '../kit/index.ts';

/** What can be wrong with media and with what is said of it. */
export const mediaErrors = errorCatalogue({
  'media.truncated': {
    status: 422,
    retry: 'never',
    sentence: 'The file ends too early: {what} needs bytes up to {needed}, and there are {available}.',
  },
  'media.bad-box': { status: 422, retry: 'never', sentence: 'The file is damaged at its {type} box: {why}.' },
  'media.missing-box': { status: 422, retry: 'never', sentence: 'The file has no {type} box, so it cannot be used.' },
  'media.unsupported': { status: 422, retry: 'never', sentence: 'The file cannot be used: {why}.' },
  'media.no-pictures': {
    status: 422,
    retry: 'never',
    sentence: 'No picture of this film could be decoded, so there is nothing to encode.',
  },
  'media.bad-inspection': {
    status: 422,
    retry: 'never',
    sentence: 'The inspection of this film is not usable: {why}.',
  },
  'media.chunk-mismatch': {
    status: 422,
    retry: 'later',
    sentence: 'Chunk {chunk} does not fit the plan: {why}. Encode it again.',
  },
  'media.audio-mismatch': {
    status: 422,
    retry: 'later',
    sentence: 'The audio track {track} does not fit the plan: {why}. Encode it again.',
  },
  'media.too-large': { status: 422, retry: 'never', sentence: 'The value {value} of {what} does not fit {limit}.' },
  'media.no-subtitles': {
    status: 400,
    retry: 'never',
    sentence: 'There are no subtitles in it: it is none of SubRip, WebVTT, ASS and TTML, or it has no words.',
  },
  'media.bad-webvtt': { status: 422, retry: 'never', sentence: 'Line {line} of the subtitles is not WebVTT: {why}.' },
});
