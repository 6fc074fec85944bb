import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Inspection, Pictures } from '../../../media/index.ts';
import { ordinaryAudio as audio, ordinaryVideo as video } from '../../../media/testing/streams.ts';
import { judge } from './verdict.ts';

const pictures: Pictures = {
  stream: 0,
  timeBase: { num: 1, den: 25 },
  start: 0,
  durations: [[1, 1500]],
  cuts: [],
  dropped: null,
  damaged: [],
};
const film: Inspection = {
  version: 1,
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  durationSeconds: 60,
  startSeconds: 0,
  video: [video],
  audio: [audio],
  text: [],
  chapters: [],
  pictures,
  looks: null,
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
    ['encrypted', { ...film, video: [{ ...video, isEncrypted: true }], pictures: null }],
    [
      'unknown-codec',
      { ...film, pictures: null, complaints: [{ line: '[error] Decoder (codec vvc) not found', at: null }] },
    ],
    ['dolby-vision-only', { ...film, video: [{ ...video, dolbyVision: { profile: 5, compatibility: 0 } }] }],
    ['too-large', { ...film, video: [{ ...video, width: 12_000 }] }],
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
    video: [{ ...video, durationSeconds: 72.04 }],
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
  assert.deepEqual(judge({ ...film, video: [{ ...video, durationSeconds: 60.5 }] }).findings, []);
});

test('what a decoder said in one place is told once, with its place', () => {
  const complaints = [
    { line: 'error while decoding MB 3 4', at: 12 },
    { line: 'concealing errors', at: 12 },
    { line: 'invalid', at: 40 },
  ];
  const { findings } = judge({ ...film, complaints });
  assert.deepEqual(
    findings.map(({ code, at }) => [code, at]),
    [
      ['damaged', 12],
      ['damaged', 40],
    ],
  );
  assert.match(findings[0]?.sentence ?? '', /error while decoding MB 3 4/);
});

test('pictures that are not whole, missing or out of order are told where they are', () => {
  const durations: Pictures['durations'] = [
    [1, 500],
    [20, 1],
    [1, 979],
  ];
  const damaged: Pictures['damaged'] = [
    [100, 5],
    [1000, 2],
  ];
  const dropped = { count: 3, firstBefore: 200 };
  const { findings } = judge({ ...film, pictures: { ...pictures, durations, damaged, dropped } });
  const places = findings.map(({ code, at, until }) => [code, at?.toFixed(2), until?.toFixed(2)]);
  assert.deepEqual(places, [
    ['repeated-times', '8.00', undefined],
    ['gap', '20.00', '20.80'],
    ['damaged', '4.00', '4.20'],
    ['damaged', '40.76', '40.84'],
  ]);
});

test('each oddity of the pictures and streams has its finding', () => {
  const fields = { topFirst: 50, bottomFirst: 0, progressive: 10, undecided: 0, repeatedTop: 0, repeatedBottom: 0 };
  const bar = { black: 90, reached: 30 };
  const edge = { black: 0, reached: 30 };
  const bars = { samples: 30, width: 1280, height: 720, left: edge, right: edge, top: bar, bottom: bar };
  const odd: Inspection = {
    ...film,
    video: [
      {
        ...video,
        rotation: 90,
        isMirrored: true,
        sampleAspect: { num: 4, den: 3 },
        pixelFormat: 'yuv420p10le',
        color: { ...video.color, transfer: 'smpte2084', range: 'pc' },
        dolbyVision: { profile: 8, compatibility: 1 },
        hiddenPackets: 3,
      },
      { ...video, index: 5 },
    ],
    audio: [
      { ...audio, heard: { from: 2, to: 30 } },
      { ...audio, index: 4, heard: null },
    ],
    text: [{ ...audio, index: 3, codec: 'dvd_subtitle', isBitmap: true, isForced: false }],
    looks: { fields, bars, sizes: [{ at: 30, width: 640, height: 480 }] },
  };
  const codes = judge(odd).findings.map(({ code }) => code);
  const shape = ['mirrored', 'rotated', 'interlaced', 'anamorphic', 'bars', 'size-changes'];
  const colour = ['dolby-vision', 'hdr', 'full-range', 'deep-colour'];
  const streams = ['more-videos', 'sound-late', 'audio-short', 'sound-unusable', 'bitmap-subtitles'];
  assert.deepEqual(codes, ['edit-list', ...shape, ...colour, ...streams]);
  assert.ok(judge({ ...film, audio: [] }).findings.some(({ code }) => code === 'silent'));
});

test('colours that are not told are taken by size, and said to be', () => {
  const color = { primaries: 'unknown', transfer: 'unknown', matrix: 'unknown', range: 'unknown' };
  const { findings } = judge({ ...film, video: [{ ...video, color }] });
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['untagged-colour'],
  );
});

test('pictures that last unevenly are one finding, not many', () => {
  const durations: Pictures['durations'] = Array.from({ length: 300 }, (_, index) => [1 + (index % 4), 1] as const);
  const codes = judge({
    ...film,
    video: [{ ...video, durationSeconds: 30 }],
    audio: [],
    pictures: { ...pictures, durations },
  }).findings.map(({ code }) => code);
  assert.deepEqual(codes, ['variable-rate', 'silent']);
});
