import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AudioStream, Inspection, Pictures, VideoStream } from '../../../media/index.ts';
import { judge } from './verdict.ts';

const video: VideoStream = {
  index: 0,
  codec: 'h264',
  language: 'und',
  label: '',
  isDefault: true,
  startTime: 0,
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
  isPicture: false,
};
const audio: AudioStream = {
  index: 1,
  codec: 'aac',
  language: 'en',
  label: '',
  isDefault: true,
  startTime: 0,
  channels: 2,
  layout: 'stereo',
  sampleRate: 48_000,
  durationSeconds: 60,
};
const pictures: Pictures = { stream: 0, timeBase: { num: 1, den: 25 }, start: 0, durations: [[1, 1500]], cuts: [] };
const film: Inspection = {
  version: 1,
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  durationSeconds: 60,
  video: [video],
  audio: [audio],
  text: [],
  chapters: [],
  pictures,
  complaints: [],
};

test('an ordinary film is taken without a word', () => {
  assert.deepEqual(judge(film), { findings: [] });
});

test('what is no film is refused with a sentence that says why', () => {
  const cases: readonly [string, Inspection][] = [
    ['not-media', { ...film, video: [], audio: [], pictures: null }],
    ['no-video', { ...film, video: [], pictures: null }],
    ['no-video', { ...film, video: [{ ...video, isPicture: true }], pictures: null }],
    ['no-pictures', { ...film, pictures: null }],
    ['no-pictures', { ...film, pictures: { ...pictures, durations: [] } }],
    ['no-size', { ...film, video: [{ ...video, width: 0, height: 0 }] }],
    ['no-length', { ...film, pictures: { ...pictures, durations: [[0, 10]] } }],
  ];
  for (const [code, inspection] of cases) {
    const { findings, refused } = judge(inspection);
    assert.equal(findings[0]?.code, code);
    assert.equal(findings[0]?.severity, 'refused');
    assert.equal(refused, findings[0]?.sentence);
  }
});

test('a truncated film says where its pictures end', () => {
  const { findings, refused } = judge({
    ...film,
    durationSeconds: 72.04,
    pictures: { ...pictures, durations: [[1, 168]] },
    audio: [],
  });
  assert.equal(refused, undefined);
  const [found] = findings;
  assert.equal(found?.code, 'shorter-than-declared');
  assert.equal(found?.at, 168 / 25);
  assert.match(found?.sentence ?? '', /1:12\.0.*0:06\.7/);
});

test('a last picture that is missing is no finding', () => {
  assert.deepEqual(judge({ ...film, durationSeconds: 60.5 }).findings, []);
});

test('what the decoder complained of is told once', () => {
  const { findings } = judge({ ...film, complaints: ['error while decoding MB 3 4', 'concealing errors'] });
  assert.equal(findings.length, 1);
  assert.match(findings[0]?.sentence ?? '', /error while decoding MB 3 4/);
});

test('each oddity of the pictures and streams has its finding', () => {
  const odd: Inspection = {
    ...film,
    video: [
      {
        ...video,
        rotation: 90,
        fieldOrder: 'tt',
        sampleAspect: { num: 4, den: 3 },
        color: { ...video.color, transfer: 'smpte2084' },
      },
      { ...video, index: 5 },
    ],
    audio: [{ ...audio, durationSeconds: 30 }],
    text: [{ ...audio, index: 3, codec: 'dvd_subtitle', isBitmap: true, isForced: false }],
  };
  const codes = judge(odd).findings.map(({ code }) => code);
  const expected = ['rotated', 'interlaced', 'hdr', 'anamorphic', 'more-videos', 'audio-short', 'bitmap-subtitles'];
  assert.deepEqual(codes, expected);
  assert.ok(judge({ ...film, audio: [] }).findings.some(({ code }) => code === 'silent'));
});
