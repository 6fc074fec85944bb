import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { hasCode, toNumber } from '../../kit/index.ts';
import { readBoxes, requireBox } from '../bmff/box.ts';
import { readSegmentIndex } from '../bmff/sidx.ts';
import type { Plan } from '../plan/plan.ts';
import { durationSeconds, pictureCount, pictureTimes } from '../plan/timeline.ts';
import { bytesSource } from './byte-source.ts';
import { readFragmentedTrack } from './fragmented-track.ts';
import { layOutVideo } from './lay-out-video.ts';
import type { Layout } from './layout.ts';
import {
  assemble,
  encodeChunk,
  encodeFilm,
  type FilmOptions,
  fileSource,
  planOf,
  run,
  tempFolder,
} from './testing/encoded-film.ts';
import { readVideoChunk } from './video-chunk.ts';

interface Assembled {
  readonly plan: Plan;
  readonly layout: Layout;
  readonly file: string;
  readonly outputs: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'bijou-media-'));
after(() => rmSync(folder, { recursive: true }));
const assembled = new Map<string, Promise<Assembled>>();

/** Encodes and assembles each film once, whichever tests look at it. */
function assembleFilm(name: string, options: FilmOptions): Promise<Assembled> {
  const made = assembled.get(name) ?? makeFilm(mkdtempSync(join(folder, 'film-')), options);
  assembled.set(name, made);
  return made;
}

async function makeFilm(own: string, options: FilmOptions): Promise<Assembled> {
  const plan = planOf(options);
  assert.ok(plan.chunks.length > 1, 'the film has several chunks');
  const outputs = encodeFilm(own, plan);
  const chunks = await Promise.all(outputs.map((output) => readVideoChunk(fileSource(output))));
  const layout = layOutVideo({ plan, chunks });
  const file = join(own, 'media.mp4');
  assemble(layout, file, outputs);
  return { plan, layout, file, outputs };
}

/** Hashes of the decoded pictures in display order. */
function pictureHashes(file: string): string[] {
  const lines = run('ffmpeg', ['-xerror', '-i', file, '-fps_mode', 'passthrough', '-f', 'framemd5', '-']).split('\n');
  return lines.filter((line) => /^\d/.test(line)).map((line) => line.split(',').at(-1)?.trim() ?? '');
}

/** Seconds and key flags of the decoded pictures in display order. */
function shownPictures(file: string): { readonly time: number; readonly isKey: boolean }[] {
  const text = run('ffprobe', ['-show_entries', 'frame=pts,key_frame', '-of', 'json', file]);
  const base = run('ffprobe', ['-show_entries', 'stream=time_base', '-of', 'csv=p=0', file]).trim().split('/');
  const { frames } = JSON.parse(text) as { frames: { pts: number; key_frame: number }[] };
  return frames.map(({ pts, key_frame }) => ({ time: pts / Number(base[1]), isKey: key_frame === 1 }));
}

const films: readonly { readonly name: string; readonly film: FilmOptions }[] = [
  { name: '24 a second', film: { timeBase: { num: 1, den: 24 }, durations: [[1, 290]], cuts: [100, 170] } },
  { name: '25 a second in ticks of 1/12800', film: { timeBase: { num: 1, den: 12_800 }, durations: [[512, 301]] } },
  { name: '30000/1001 a second', film: { timeBase: { num: 1, den: 30_000 }, durations: [[1001, 361]], cuts: [200] } },
  {
    name: '30000/1001 a second with that time base',
    film: { timeBase: { num: 1001, den: 30_000 }, durations: [[1, 361]] },
  },
  { name: '60 a second in 90 kHz', film: { timeBase: { num: 1, den: 90_000 }, durations: [[1500, 700]], cuts: [333] } },
  {
    name: 'uneven pictures in milliseconds',
    film: {
      timeBase: { num: 1, den: 1000 },
      durations: [
        [33, 100],
        [34, 60],
        [1200, 1],
        [17, 120],
        [250, 8],
        [40, 90],
      ],
      cuts: [160, 161],
    },
  },
];

for (const { name, film } of films) {
  test(`chunks of ${name} become one file: every picture once, in order, at its own time`, async () => {
    const { plan, layout, file, outputs } = await assembleFilm(name, film);
    const hashes = pictureHashes(file);
    assert.equal(hashes.length, pictureCount(plan));
    assert.deepEqual(hashes, outputs.flatMap(pictureHashes));
    const shown = shownPictures(file);
    const tick = toNumber(plan.timeBase);
    for (const [index, ticks] of pictureTimes(plan).slice(0, -1).entries()) {
      assert.ok(Math.abs((shown[index]?.time ?? -1) - ticks * tick) < 1e-9, `picture ${index}`);
    }
    for (const first of plan.segments) assert.ok(shown[first]?.isKey, `picture ${first} is a key picture`);
    assert.ok(Math.abs(layout.durationSeconds - durationSeconds(plan)) < 1e-9);
  });

  test(`the file of ${name} says of itself what is in it`, async () => {
    const { plan, layout, file } = await assembleFilm(name, film);
    const bytes = readFileSync(file);
    assert.equal(bytes.length, layout.bytes);
    const boxes = readBoxes(bytes);
    const pattern = boxes.map(({ type }) => type).join(' ');
    assert.equal(pattern, ['ftyp moov sidx', ...plan.segments.map(() => 'moof mdat')].join(' '));
    const track = await readFragmentedTrack(bytesSource(bytes), 'vide');
    assert.deepEqual(track.edits, []);
    const times = track.samples.map(({ decodeTime, compositionOffset }) => decodeTime + compositionOffset);
    const scale = layout.timescale * toNumber(plan.timeBase);
    const expected = pictureTimes(plan).map((ticks) => Math.round(ticks * scale));
    assert.deepEqual(
      times.toSorted((a, b) => a - b),
      expected.slice(0, -1),
    );
    const decoded = track.samples.map(({ decodeTime }) => decodeTime);
    for (const first of plan.segments) assert.equal(decoded[first], expected[first], `segment at picture ${first}`);
    assert.ok(decoded.every((time, position) => position === 0 || time > (decoded[position - 1] ?? 0)));
    assert.ok(track.samples.every(({ compositionOffset }) => compositionOffset >= 0));
    const index = readSegmentIndex(requireBox(boxes, 'sidx').body);
    assert.equal(index.earliestTime, 0);
    assert.ok(index.references.every(({ startsWithSap }) => startsWithSap));
    assert.deepEqual(
      index.references.map(({ ticks, bytes: size }) => [ticks, size]),
      layout.segments.map(({ ticks, first, last }) => [ticks, last - first + 1]),
    );
    assert.deepEqual(
      layout.segments.map(({ startTicks }) => startTicks),
      plan.segments.map((first) => expected[first]),
    );
    const rates = layout.segments.map(({ ticks, first, last }) => ((last - first + 1) * 8 * layout.timescale) / ticks);
    assert.equal(layout.peakBandwidth, Math.ceil(Math.max(...rates)));
    assert.ok(layout.averageBandwidth <= layout.peakBandwidth);
  });
}

const even: FilmOptions = { timeBase: { num: 1, den: 25 }, durations: [[1, 300]] };

test('each segment decodes from the init section and itself alone', async () => {
  const { plan, layout, file } = await assembleFilm('even', even);
  const bytes = readFileSync(file);
  const whole = pictureHashes(file);
  for (const [index, { first, last }] of layout.segments.entries()) {
    const alone = `${file}.${index}.mp4`;
    const init = bytes.subarray(layout.init.first, layout.init.last + 1);
    writeFileSync(alone, Buffer.concat([init, bytes.subarray(first, last + 1)]));
    assert.deepEqual(pictureHashes(alone), whole.slice(plan.segments[index], plan.segments[index + 1]));
  }
});

test('the same chunks make the same bytes, and few ranges are copied', async () => {
  const { plan, layout, outputs } = await assembleFilm('even', even);
  const again = layOutVideo({ plan, chunks: await Promise.all(outputs.map((o) => readVideoChunk(fileSource(o)))) });
  assert.deepEqual(again, layout);
  assert.equal(layout.pieces.filter((piece) => 'chunk' in piece).length, plan.segments.length);
});

test('chunks that disagree with the plan or each other are refused with the chunk', async (t) => {
  const own = tempFolder(t);
  const plan = planOf({ timeBase: { num: 1, den: 25 }, durations: [[1, 250]] });
  const [one, two, ...none] = await Promise.all(encodeFilm(own, plan).map((o) => readVideoChunk(fileSource(o))));
  assert.ok(one !== undefined && two !== undefined && none.length === 0);
  const begin = plan.chunks[1]?.first ?? 0;
  const other = async (change: Partial<Parameters<typeof encodeChunk>[1]>) => {
    const file = join(own, 'other.mp4');
    const keyframes = plan.segments.filter((at) => at >= begin).map((at) => at - begin);
    encodeChunk(file, { first: begin, count: 250 - begin, keyframes, crf: 23, ...change });
    return readVideoChunk(fileSource(file));
  };
  const refused = (chunks: Parameters<typeof layOutVideo>[0]['chunks'], why: RegExp) =>
    assert.throws(
      () => layOutVideo({ plan, chunks }),
      (error) => hasCode(error, 'media.chunk-mismatch') && why.test(String(error)),
    );
  refused([one], /chunks/);
  refused([one, await other({ count: 249 - begin })], /Chunk 1 .*pictures/);
  refused([one, await other({ size: '128x72' })], /Chunk 1 .*128x72/);
  refused([one, await other({ x264: 'keyint=infinite:scenecut=0:ref=3:cabac=0' })], /Chunk 1 .*configuration/);
  const spoilt = { ...two, samples: two.samples.map((sample) => ({ ...sample, isIdr: false })) };
  refused([one, spoilt], /IDR/);
});

test('a recovery point that is no IDR picture does not pass for one', async (t) => {
  const own = tempFolder(t);
  const file = join(own, 'open.mp4');
  const x264 = 'keyint=25:min-keyint=25:scenecut=0:open-gop=1:bframes=3';
  encodeChunk(file, { first: 0, count: 100, keyframes: [0], crf: 23, x264 });
  const { samples } = await readVideoChunk(fileSource(file));
  assert.equal(samples.filter(({ isIdr }) => isIdr).length, 1);
});

test('an encoder output that was cut short or damaged is told, wherever it was cut', async (t) => {
  const own = tempFolder(t);
  const file = join(own, 'whole.mp4');
  encodeChunk(file, { first: 0, count: 60, keyframes: [0, 30], crf: 40 });
  const bytes = readFileSync(file);
  const whole = await readVideoChunk(bytesSource(bytes));
  assert.equal(whole.samples.length, 60);
  for (let size = 0; size < bytes.length; size += 97) {
    try {
      const chunk = await readVideoChunk(bytesSource(bytes.subarray(0, size)));
      assert.ok(chunk.samples.length <= 60);
    } catch (error) {
      assert.ok(
        error instanceof Error && /^media\./.test((error as Error & { code?: string }).code ?? ''),
        String(error),
      );
    }
  }
});
