import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Inspection, Pictures } from '../../../media/index.ts';
import {
  ordinaryAudio as audio,
  ordinaryVideo as video,
  ordinaryText as words,
} from '../../../media/testing/streams.ts';
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
      { ...film, pictures: null, video: [{ ...video, codec: 'unknown', tag: 'vvc1', isUnreadable: true }] },
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

test('a beginning that no decoder can show is told as one, with how much', () => {
  const [found] = judge({
    ...film,
    video: [{ ...video, startTime: 0 }],
    pictures: { ...pictures, start: 50, durations: [[1, 1450]] },
  }).findings;
  assert.deepEqual([found?.code, found?.severity, found?.at], ['lost-beginning', 'warned', 0]);
  assert.match(found?.sentence ?? '', /first 2\.0 s of pictures cannot be shown/);
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

test('what cannot be read is told by the name that people have for it', () => {
  const sentenceFor = (changes: Partial<Inspection>) => judge({ ...film, ...changes }).findings[0]?.sentence ?? '';
  const unreadable = { codec: 'unknown', isUnreadable: true };
  const names: readonly [tag: string | undefined, name: RegExp][] = [
    ['vvc1', /^Its pictures are H\.266 \(VVC\), which/],
    ['vvi1', /^Its pictures are H\.266 \(VVC\), which/],
    ['V_MPEGI/ISO/VVC', /^Its pictures are H\.266 \(VVC\), which/],
    ['XY12', /^Its pictures are “XY12”, which/],
    [undefined, /^Its pictures are in a format without a name, which/],
  ];
  for (const [tag, name] of names) {
    const stream = { ...video, ...unreadable, ...(tag === undefined ? {} : { tag }) };
    assert.match(sentenceFor({ pictures: null, video: [stream] }), name);
  }
  assert.match(sentenceFor({ pictures: null, video: [] }), /^This file holds only sound \(AAC\)\. /);
  const sound = { ...audio, ...unreadable, index: 7, language: 'es', tag: 'ac-4', heard: null };
  assert.match(
    sentenceFor({ audio: [sound] }),
    /^The sound in stream 7 \(Spanish, Dolby AC-4\) cannot be decoded here/,
  );
  const text = { ...words, ...unreadable, index: 8, tag: 'stpp' };
  assert.match(sentenceFor({ text: [text] }), /^The subtitles in stream 8 \(TTML\) cannot be read here/);
});

test('whatever a file holds and the film will not is told, once', () => {
  const cover = { ...video, index: 3, isPicture: true, isCover: true };
  const others: Inspection['others'] = [
    { index: 4, kind: 'data', codec: 'unknown', tag: 'tmcd' },
    { index: 5, kind: 'attachment', codec: 'ttf' },
    { index: 6, kind: 'attachment', codec: 'otf' },
    { index: 7, kind: 'data', codec: 'bin_data', tag: 'text' },
  ];
  const chapters = [{ start: 0, end: 60, name: 'One' }];
  const still = { ...video, index: 8, width: 4032, height: 3024, pictureCount: 1 };
  const whole = { ...film, others, chapters, video: [video, cover, { ...cover, index: 9 }, still] };
  assert.deepEqual(
    judge({ ...whole, programmes: { taken: 'Large', left: ['Small'] } }).findings.map(({ sentence }) => sentence),
    [
      'It is a recording of 2 programmes. “Large” is taken; “Small” is left out.',
      'It has 2 video tracks. The film is stream 0 (1280×720); stream 8 (4032×3024, a still picture) is left out.',
      'It also holds a time code track, 2 fonts and a further picture, which are left out.',
    ],
  );
  assert.deepEqual(judge({ ...film, video: [video, cover], chapters, others: others.slice(3) }).findings, []);
});

test('sentences count as people do, and say where', () => {
  const sentenceFor = (durations: Pictures['durations']) =>
    judge({
      ...film,
      audio: [],
      video: [{ ...video, durationSeconds: null }],
      durationSeconds: 60,
      // Two ticks a picture, so that one more is more than a rounding.
      pictures: { ...pictures, timeBase: { num: 1, den: 50 }, durations },
    })
      .findings.filter(({ code }) => code === 'gap')
      .map(({ sentence }) => sentence);
  assert.deepEqual(
    sentenceFor([
      [2, 100],
      [4, 1],
      [2, 1398],
    ]),
    ['1 picture is missing, at 0:04.0; the one before stays instead.'],
  );
  assert.deepEqual(
    sentenceFor([
      [2, 100],
      [4, 1],
      [2, 698],
      [4, 1],
      [2, 697],
    ]),
    ['2 pictures are missing, at 0:04.0 and 0:32.0; the one before stays instead.'],
  );
  assert.deepEqual(
    sentenceFor([
      [2, 100],
      [22, 1],
      [2, 1389],
    ]),
    ['About 10 pictures are missing at 0:04.0; the one before stays for 440 ms.'],
  );
});

test('untagged colours are called American only where the rate is', () => {
  const color = { primaries: 'unknown', transfer: 'unknown', matrix: 'unknown', range: 'unknown' };
  const nameAt = (num: number, den: number) =>
    /BT\.601, as in (\S+)/.exec(
      judge({ ...film, video: [{ ...video, width: 320, height: 180, frameRate: { num, den }, color }] }).findings[0]
        ?.sentence ?? '',
    )?.[1];
  assert.deepEqual(
    [nameAt(30_000, 1001), nameAt(24_000, 1001), nameAt(25, 1), nameAt(50, 1), nameAt(24, 1), nameAt(30, 1)],
    ['American', 'American', 'European', 'European', 'standard-definition', 'standard-definition'],
  );
});

test('what begins only in the middle of a recording is told, with its place', () => {
  const late = [
    { kind: 'audio', index: 2, at: 12.3 },
    { kind: 'subtitle', index: 3, at: 70 },
  ] as const;
  const { findings } = judge({ ...film, late });
  const told = findings.filter(({ code }) => code === 'late-stream');
  assert.deepEqual(
    told.map(({ sentence }) => sentence),
    [
      'Another sound begins only at 0:12.3 (stream 2), without a word of it where the file begins, and is left out.',
      'Subtitles begin only at 1:10.0 (stream 3), without a word of them where the file begins, and are left out.',
    ],
  );
});

test('what was joined end to end is told: where, and how much of it is left out', () => {
  const joined = judge({ ...film, joins: [20, 40], unread: { from: 500, to: 900, size: 1000 } }).findings;
  assert.deepEqual(
    joined.map(({ code, at }) => [code, at]),
    [
      ['joined', 20],
      ['joined', 40],
      ['part-unread', 60],
    ],
  );
  assert.match(joined[2]?.sentence ?? '', /first 50 % \(up to byte 500\) and its last 10 % \(from byte 900 on\) are/);
});

test('a sound that becomes another is told by name, and what its decoder says then is no damage', () => {
  const half = { ...audio, heard: { from: 0, to: 30 } };
  const complaints = [29.5, 45].map((at) => ({ line: '[aac] [error] not allocated', at }));
  const changed = { ...film, audio: [half], complaints, soundChanges: [{ from: 15, to: 129 }] };
  const { findings } = judge(changed);
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['sound-changes', 'audio-short'],
  );
  assert.match(findings[0]?.sentence ?? '', /At about 0:30\.0 its sound changes from AAC to AC-3/);
  const ofPictures = { line: `[${video.codec}] [error] concealing 20 DC errors`, at: 46 };
  const { findings: damaged } = judge({ ...changed, complaints: [...complaints, ofPictures] });
  assert.equal(
    damaged.filter(({ code }) => code === 'damaged').length,
    1,
    'damage of the pictures is told all the same',
  );
  const { findings: whole } = judge({ ...changed, complaints: [], audio: [audio] });
  assert.deepEqual(whole, [], 'it is heard to its end all the same');
});
