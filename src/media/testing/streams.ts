// Streams as inspection finds them in an ordinary film; a test says what is other than ordinary in its own.
import type { AudioStream, TextStream, VideoStream } from '../inspection.ts';

const basics = { language: 'und', label: '', isDefault: true, startTime: 0 };

/** A minute of 720p at 25 pictures a second. */
export const ordinaryVideo: VideoStream = {
  ...basics,
  index: 0,
  codec: 'h264',
  durationSeconds: 60,
  profile: 'High',
  width: 1280,
  height: 720,
  frameRate: { num: 25, den: 1 },
  timeBase: { num: 1, den: 25 },
  pixelFormat: 'yuv420p',
  sampleAspect: { num: 1, den: 1 },
  rotation: 0,
  fieldOrder: 'progressive',
  color: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', range: 'tv' },
  isMirrored: false,
  dolbyVision: null,
  isEncrypted: false,
  hiddenPackets: 0,
  isPicture: false,
};

/** A minute of stereo in English. */
export const ordinaryAudio: AudioStream = {
  ...basics,
  index: 1,
  codec: 'aac',
  language: 'en',
  channels: 2,
  layout: 'stereo',
  sampleRate: 48_000,
  durationSeconds: 60,
  heard: { from: 0, to: 60 },
};

export const ordinaryText: TextStream = {
  ...basics,
  index: 2,
  codec: 'subrip',
  isDefault: false,
  isBitmap: false,
  isForced: false,
};
