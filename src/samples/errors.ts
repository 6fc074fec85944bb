import { errorCatalogue } from '../kit/index.ts';

export const sampleErrors = errorCatalogue({
  'sample.not-made': {
    status: 500,
    retry: 'later',
    sentence: 'A sample film could not be made: ffmpeg ended with code {code}. Its last words were: {log}',
  },
  'sample.drawing-failed': {
    status: 500,
    retry: 'later',
    sentence: 'A sample film could not be drawn: {why}',
  },
});
