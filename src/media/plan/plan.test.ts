import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, hasCode } from '../../kit/index.ts';
import type { AudioStream, Inspection, Pictures, VideoStream } from '../inspection.ts';
import { ordinaryAudio, ordinaryVideo, ordinaryText as words } from '../testing/streams.ts';
import { fieldsOf } from './fields.ts';
import { nominalRate } from './frame-rate.ts';
import { makePlan } from './make-plan.ts';
import { defaultSettings } from './settings.ts';
import { durationSeconds, pictureCount, pictureTimes } from './timeline.ts';

const source = 'a'.repeat(64);
const video: VideoStream = { ...ordinaryVideo, width: 1920, height: 1080, timeBase: { num: 1, den: 12_800 } };
const sound: AudioStream = { ...ordinaryAudio, language: 'und', channels: 6, layout: '5.1' };

interface Change extends Partial<Pick<Inspection, 'audio' | 'text' | 'chapters'>> {
  readonly pictures?: Partial<Pictures>;
  readonly picture?: Partial<VideoStream>;
}

/** A minute of 1080p at 25 a second, but for the change. */
function film({ pictures, picture, ...change }: Change = {}): Inspection {
  return {
    version: 1,
    container: 'mov',
    durationSeconds: 60,
    startSeconds: 0,
    video: [{ ...video, ...picture }],
    audio: [],
    text: [],
    chapters: [],
    looks: null,
    complaints: [],
    ...change,
    pictures: {
      stream: 0,
      timeBase: { num: 1, den: 12_800 },
      start: 0,
      durations: [[512, 1500]],
      cuts: [],
      dropped: null,
      damaged: [],
      ...pictures,
    },
  };
}

const anyPictures = fc
  .record({
    durations: fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 300 })), {
      minLength: 1,
      maxLength: 12,
    }),
    cutSeed: fc.array(fc.integer({ min: 1, max: 3600 }), { maxLength: 60 }),
  })
  .map(({ durations, cutSeed }) => ({ timeBase: { num: 1, den: 1000 }, durations, cuts: cutSeed }));

test('segments begin with 0, rise, and are at least 2 s where the film is', () => {
  fc.assert(
    fc.property(anyPictures, (pictures) => {
      const plan = makePlan(source, film({ pictures }));
      const times = pictureTimes(plan).map((ticks) => ticks / 1000);
      const bounds = [...plan.segments, pictureCount(plan)];
      assert.equal(bounds[0], 0);
      const length = durationSeconds(plan);
      for (const [index, first] of plan.segments.entries()) {
        const next = bounds[index + 1] ?? 0;
        const seconds = (times[next] ?? 0) - (times[first] ?? 0);
        assert.ok(next > first);
        assert.ok(seconds >= Math.min(2, length) - 1e-6, `segment of ${seconds} s`);
        // Pictures last at most 0.4 s here, so a place to end a segment is always within reach.
        assert.ok(seconds <= 6 + 1e-6 || length < 6.8, `segment of ${seconds} s`);
      }
    }),
  );
});

test('chunks are whole segments that cover the film once', () => {
  fc.assert(
    fc.property(anyPictures, (pictures) => {
      const plan = makePlan(source, film({ pictures }));
      const begins = new Set(plan.segments);
      let next = 0;
      for (const { first, count } of plan.chunks) {
        assert.equal(first, next);
        assert.ok(begins.has(first) && count > 0);
        next = first + count;
      }
      assert.equal(next, pictureCount(plan));
    }),
  );
});

test('the same film makes the same plan, as plain JSON', () => {
  fc.assert(
    fc.property(anyPictures, (pictures) => {
      const inspection = film({ pictures, audio: [sound], text: [words] });
      const plan = makePlan(source, inspection);
      assert.equal(canonicalJson(makePlan(source, structuredClone(inspection))), canonicalJson(plan));
      assert.deepEqual(JSON.parse(canonicalJson(plan)), plan);
    }),
    { numRuns: 30 },
  );
});

test('a segment begins on the shot cut that is within reach, and a long shot is cut evenly near 4 s', () => {
  const cuts = [130, 290, 405];
  const plan = makePlan(source, film({ pictures: { durations: [[512, 900]], cuts } }));
  for (const cut of cuts) assert.ok(plan.segments.includes(cut), `${cut} in ${plan.segments}`);
  const long = makePlan(source, film({ pictures: { durations: [[512, 1500]] } }));
  assert.equal(long.segments.length, 15);
  assert.ok(long.segments.every((first, index) => first === index * 100));
});

test('chunk seams lie on shot cuts where there is one within reach', () => {
  const cuts = [700, 1400, 2050];
  const plan = makePlan(source, film({ pictures: { durations: [[512, 2800]], cuts } }));
  assert.deepEqual(
    plan.chunks.map(({ first }) => first),
    [0, ...cuts],
  );
});

test('a picture that stands for minutes is one segment, and what follows is not too short', () => {
  const plan = makePlan(
    source,
    film({
      pictures: {
        timeBase: { num: 1, den: 1000 },
        durations: [
          [40, 100],
          [300_000, 1],
          [40, 30],
        ],
      },
    }),
  );
  assert.deepEqual(plan.segments, [0, 100]);
});

test('a film shorter than a segment is one segment, one chunk', () => {
  const plan = makePlan(source, film({ pictures: { durations: [[512, 1]] } }));
  assert.deepEqual(plan.segments, [0]);
  assert.deepEqual(plan.chunks, [{ first: 0, count: 1 }]);
});

test('two hours at 60 pictures a second with 3000 shots are planned in whole', () => {
  const cuts = Array.from({ length: 3000 }, (_, index) => (index + 1) * 143);
  const pictures = { timeBase: { num: 1, den: 60 }, durations: [[1, 432_000] as const], cuts };
  const plan = makePlan(source, film({ pictures }));
  const { least, most } = defaultSettings.chunk;
  assert.ok(plan.chunks.every(({ count }) => count >= least * 60 && count <= most * 60));
});

test('the nominal rate is the exact one of the film, also where the container counts milliseconds', () => {
  const ms = { num: 1, den: 1000 };
  const pictures = (durations: Pictures['durations'], timeBase = ms) => ({
    stream: 0,
    timeBase,
    start: 0,
    durations,
    cuts: [],
    dropped: null,
    damaged: [],
  });
  const alternate = (a: number, b: number, pattern: number): Pictures['durations'] =>
    Array.from({ length: 400 }, (_, index) => [index % pattern === 0 ? a : b, 1] as const);
  const none = { num: 0, den: 1 };
  assert.deepEqual(nominalRate(pictures([[1001, 240]], { num: 1, den: 24_000 }), none), { num: 24_000, den: 1001 });
  assert.deepEqual(nominalRate(pictures(alternate(34, 33, 3)), { num: 30, den: 1 }), { num: 30, den: 1 });
  assert.deepEqual(
    nominalRate(
      pictures([
        [40, 99],
        [900, 1],
      ]),
      none,
    ),
    { num: 25, den: 1 },
  );
  // Uneven: a screen recording at 60 with long stills.
  const uneven: Pictures['durations'] = [
    [17, 300],
    [3000, 4],
    [16, 200],
    [500, 9],
  ];
  assert.deepEqual(nominalRate(pictures(uneven), none), { num: 60, den: 1 });
  // A transport stream of 60 a second whose times were rounded to milliseconds.
  const rounded = [1440, 1530, 1440, 1440, 1620, 1530].map((ticks) => [ticks, 1] as const);
  const film = pictures(Array.from({ length: 20 }, () => rounded).flat(), { num: 1, den: 90_000 });
  assert.deepEqual(nominalRate(film, none), { num: 60, den: 1 });
});

test('audio: every track in stereo, surround beside it, exactly one track the default, names that are folders and labels that differ', () => {
  const second = { ...sound, index: 3, language: 'pt-BR', channels: 1, sampleRate: 22_050, isDefault: true };
  const silent = { ...sound, index: 4, channels: 0 };
  const { audio } = makePlan(
    source,
    film({ audio: [{ ...sound, label: 'Main' }, { ...second, label: 'Main' }, silent] }),
  );
  assert.deepEqual(
    audio.map(({ name, stream, label, channels, sampleRate, isDefault }) => [
      name,
      stream,
      label,
      channels,
      sampleRate,
      isDefault,
    ]),
    [
      ['a1-und', 1, 'Main', 2, 48_000, true],
      ['a1-und-6ch', 1, 'Main', 6, 48_000, true],
      ['a2-pt-BR', 3, 'Main 2', 2, 48_000, false],
    ],
  );
});

test('audio: a commentary is not the default, whatever its file says, unless there is nothing else', () => {
  const commentary = { ...sound, channels: 2, label: 'Commentary', isDefault: true, role: 'commentary' as const };
  const plain = { ...sound, index: 5, channels: 8, isDefault: false };
  const { audio } = makePlan(source, film({ audio: [commentary, plain] }));
  assert.deepEqual(
    audio.map(({ name, channels, isDefault, role }) => [name, channels, isDefault, role]),
    [
      ['a1-und', 2, false, 'commentary'],
      ['a2-und', 2, true, undefined],
      ['a2-und-6ch', 6, true, undefined],
    ],
  );
  assert.equal(makePlan(source, film({ audio: [commentary] })).audio[0]?.isDefault, true);
});

test('more than sixty pictures a second: every second or third is taken, and time stays what it was', () => {
  const fast = { timeBase: { num: 1, den: 120 }, durations: [[1, 241]] as [number, number][], cuts: [7, 120] };
  const plan = makePlan(
    source,
    film({ pictures: { stream: 0, start: 0, ...fast }, picture: { frameRate: { num: 120, den: 1 } } }),
  );
  assert.deepEqual(plan.frameRate, { num: 60, den: 1 });
  assert.deepEqual(plan.durations, [
    [2, 120],
    [1, 1],
  ]);
  assert.deepEqual(plan.thinned, { step: 2, durations: [[1, 241]] });
  assert.deepEqual(plan.cuts, [4, 60]);
  const even = { timeBase: { num: 1, den: 60 }, durations: [[1, 600]] as [number, number][], cuts: [] };
  const sixty = makePlan(
    source,
    film({ pictures: { stream: 0, start: 0, ...even }, picture: { frameRate: { num: 60, den: 1 } } }),
  );
  assert.equal(sixty.thinned, undefined);
});

test('phones get the Main profile up to 720 lines, televisions and computers all that there is', () => {
  const { rungs } = makePlan(source, film({ picture: { width: 1920, height: 1080 } }));
  for (const { height, profile, families } of rungs) {
    assert.deepEqual(families, height <= 720 ? ['phone', 'tv', 'pc'] : ['tv', 'pc']);
    assert.equal(profile, height <= 720 ? 'main' : 'high');
  }
});

test('text: bitmaps are left out and subtitles are off unless forced', () => {
  const texts = [
    { ...words, isBitmap: true },
    { ...words, index: 3, language: 'en', isDefault: true },
    { ...words, index: 4, language: 'en', isDefault: true, isForced: true },
  ];
  const { text } = makePlan(source, film({ text: texts }));
  assert.deepEqual(
    text.map(({ name, label, isDefault }) => [name, label, isDefault]),
    [
      ['t1-en', 'en', false],
      ['t2-en', 'en 2', true],
    ],
  );
});

test('chapters count from the first picture and stay within the film', () => {
  const chapters = [
    { start: 0, end: 1.5, name: 'before' },
    { start: 1.5, end: 12, name: 'one' },
    { start: 12, end: 500, name: 'two' },
    { start: 500, end: 600, name: 'after' },
  ];
  const plan = makePlan(source, film({ pictures: { start: 12_800 * 2 }, chapters }));
  assert.deepEqual(plan.chapters, [
    { start: 0, end: 10, name: 'one' },
    { start: 10, end: 60, name: 'two' },
  ]);
});

test('what cannot be planned is told as data', () => {
  const refused = (inspection: Inspection, code: string) =>
    assert.throws(
      () => makePlan(source, inspection),
      (error) => hasCode(error, code),
    );
  refused({ ...film(), pictures: null }, 'media.no-pictures');
  refused(film({ pictures: { durations: [] } }), 'media.no-pictures');
  refused(film({ pictures: { durations: [[0, 5]] } }), 'media.bad-inspection');
  refused(film({ pictures: { stream: 7 } }), 'media.bad-inspection');
  refused(film({ picture: { width: 0 } }), 'media.bad-inspection');
  assert.equal(defaultSettings.threads, 1);
});

test('what cannot be read is not planned, what a decoder must be told goes along, and captions come last', () => {
  const text = [
    { ...words, index: 2 },
    { ...words, index: 3, isUnreadable: true },
    { ...words, index: 4, readAs: 'text' },
  ];
  const plan = makePlan(source, film({ text, picture: { hasCaptions: true } }));
  assert.deepEqual(
    plan.text.map(({ stream, readAs, isInPictures = false }) => [stream, readAs, isInPictures]),
    [
      [2, undefined, false],
      [4, 'text', false],
      [0, undefined, true],
    ],
  );
  assert.equal(plan.text.at(-1)?.isForHearingImpaired, true);
  assert.equal(new Set(plan.text.map(({ label }) => label)).size, 3);
});

test('a chapter that does not say where it ends lasts until the next, the last to the film’s end', () => {
  const chapters = [0, 3].map((start) => ({ start, end: start, name: String(start) }));
  const plan = makePlan(source, film({ chapters }));
  assert.deepEqual(
    plan.chapters.map(({ start, end }) => [start, end === 3]),
    [
      [0, true],
      [3, false],
    ],
  );
});

test('codecs whose pictures are always whole are not taken for interlaced, whatever their blocks look like', () => {
  const fields = { topFirst: 40, bottomFirst: 2, progressive: 30, undecided: 5, repeatedTop: 0, repeatedBottom: 0 };
  const edge = { black: 0, reached: 75 };
  const bars = { samples: 75, width: 320, height: 180, left: edge, right: edge, top: edge, bottom: edge };
  const looks = { fields, bars, sizes: [] };
  const untold = { ...ordinaryVideo, fieldOrder: 'unknown' };
  assert.equal(fieldsOf({ ...untold, codec: 'msvideo1' }, looks).fields, 'progressive');
  assert.equal(fieldsOf({ ...untold, codec: 'h264' }, looks).fields, 'interlaced');
  const mixed = { ...looks, fields: { ...fields, topFirst: 20, bottomFirst: 4 } };
  assert.equal(fieldsOf({ ...untold, codec: 'h264' }, mixed).fields, 'progressive');
});
