import { errorCatalogue } from '../../kit/index.ts';

/** What every encoder engine may throw, beside the signal's reason. */
export const encoderErrors = errorCatalogue({
  'encoder.no-ffmpeg': {
    status: 503,
    retry: 'later',
    sentence:
      'There is no usable ffmpeg here: {why}. Install ffmpeg 5.1 or newer with libx264, or name it in BIJOU_FFMPEG and BIJOU_FFPROBE.',
  },
  'encoder.refused': { status: 422, retry: 'never', sentence: 'This file cannot be used: {why}' },
  'encoder.failed': { status: 500, retry: 'later', sentence: 'This attempt to {what} failed: {why}' },
});
