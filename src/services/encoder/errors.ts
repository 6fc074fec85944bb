import { errorCatalogue } from '../../kit/index.ts';

export const encoderServiceErrors = errorCatalogue({
  'encoder.source-cut-off': {
    status: 503,
    retry: 'transient',
    sentence: 'The studio did not give the whole source: {why}',
  },
  'encoder.source-unread': {
    status: 503,
    retry: 'later',
    sentence: 'The program that reads films on this machine did not get at the source: {why}',
  },
  'encoder.upload-spoilt': {
    status: 502,
    retry: 'transient',
    sentence: 'The output {name} arrived at the studio as something else. It is sent again.',
  },
  'encoder.dropped': { status: 409, retry: 'never', sentence: 'The job was dropped: {why}' },
  'encoder.no-room': {
    status: 507,
    retry: 'later',
    sentence: 'The disk that this encoder works on has no room left ({folder}). Make room, and it resumes by itself.',
  },
  'encoder.stalled': {
    status: 503,
    retry: 'later',
    sentence: 'The program made no headway for {seconds} s while it worked on {kind}, and was ended.',
  },
  'encoder.stopping': { status: 503, retry: 'later', sentence: 'This encoder is stopping.' },
});
