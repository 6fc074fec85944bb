import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { seededRandom } from '../../../kit/index.ts';
import {
  durationSeconds,
  type Inspection,
  makePlan,
  type Plan,
  sourceSeconds,
  standing,
} from '../../../media/index.ts';
import { chunksOf } from '../testing/chunks.ts';
import { makeMedia, packetsOf, smallWork } from '../testing/films.ts';
import { openWorkshop } from './testing/workshop.ts';

const { folder, encoder, run } = await openWorkshop('clocks');
const at = (name: string) => join(folder, name);

const rate = 48_000;
/** Samples that ffmpeg's AAC encoder puts before the sound; nothing hides them here. */
const priming = 1024;
const picture = (seconds: number) => ['-f', 'lavfi', '-i', `testsrc2=s=128x72:r=25:d=${seconds}`];
/** A tone that begins at each whole second, where time runs `pace` times as fast as its samples. */
const beeps = (seconds: number, { pace = 1, hertz = 1000, own = rate } = {}) => [
  ...['-f', 'lavfi', '-i', `aevalsrc='0.5*sin(2*PI*${hertz}*t)*lt(mod(t*${pace},1),0.1)':s=${own}:d=${seconds}`],
];
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-pix_fmt', 'yuv420p'];

function planOf(inspection: Inspection): Plan {
  return makePlan('0'.repeat(64), inspection);
}

/** Seconds from the film's start at which its first sound begins to be heard, each time, as it is encoded by its plan. */
async function heardOf(film: string, plan: Plan): Promise<{ readonly onsets: number[]; readonly length: number }> {
  const [audio] = plan.audio;
  assert.ok(audio !== undefined);
  const clock = plan.clock?.find(({ stream }) => stream === audio.stream)?.stretches;
  const output = at('heard.mp4');
  const span = { start: sourceSeconds(plan, 0), duration: durationSeconds(plan) };
  await encoder.encodeAudio(film, { ...audio, ...span, ...(clock === undefined ? {} : { clock }), output }, run);
  const words = ['-nostdin', '-v', 'error', '-i', output, '-ac', '1', '-ar', String(rate), '-f', 's16le', '-'];
  const bytes = execFileSync('ffmpeg', words, { maxBuffer: 2 ** 27 });
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  const onsets: number[] = [];
  let last = -rate;
  for (const [index, sample] of samples.entries()) {
    if (Math.abs(sample) < 1500) continue;
    if (index - last > rate / 20) onsets.push((index - priming) / rate);
    last = index;
  }
  return { onsets, length: (samples.length - priming) / rate };
}

function assertEvery(onsets: readonly number[], expected: readonly number[]): void {
  assert.equal(onsets.length, expected.length, onsets.join());
  for (const [index, time] of expected.entries()) {
    const off = (onsets[index] ?? Number.NaN) - time;
    assert.ok(Math.abs(off) <= 0.01, `beep ${index} is ${(off * 1000).toFixed(1)} ms off`);
  }
}

function seconds(count: number, first = 0): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

describe('sound and picture stay together, whatever their clocks do', () => {
  for (const [name, pictures, sound] of [
    ['sound first', 0.4, 0],
    ['pictures first', 0, 0.4],
  ] as const) {
    test(`a clock that begins at exactly 0, ${name}: each stream read alone is where it is among all`, async () => {
      const film = at(`zero-${sound}.ts`);
      makeMedia([...picture(4), ...x264, '-bf', '0', at('zero.mp4')]);
      makeMedia([...beeps(4), '-c:a', 'pcm_s16le', at('zero.wav')]);
      makeMedia([
        ...['-itsoffset', String(pictures), '-i', at('zero.mp4'), '-itsoffset', String(sound), '-i', at('zero.wav')],
        ...[
          '-c:v',
          'copy',
          '-c:a',
          's302m',
          '-ac',
          '2',
          '-strict',
          '-2',
          '-muxdelay',
          '0',
          '-muxpreload',
          '0',
          '-f',
          'mpegts',
          film,
        ],
      ]);
      const inspection = await encoder.inspect(film, run);
      assert.ok(inspection.pictures !== null);
      assert.equal(inspection.pictures.start / 90_000, pictures);
      const [, second] = chunksOf(inspection.pictures, [40]);
      assert.ok(second !== undefined);
      await encoder.encodeVideo(film, smallWork(second, at('zero-out.mp4')), run);
      const { onsets } = await heardOf(film, planOf(inspection));
      assertEvery(onsets, pictures > sound ? seconds(3, 1 - pictures) : seconds(4, sound));
    });
  }

  test('joined recordings: each beep is where its second begins, all of both', async () => {
    makeMedia([...picture(3), ...beeps(3), ...x264, '-c:a', 'mp2', '-b:a', '128k', at('part.ts')]);
    const part = readFileSync(at('part.ts'));
    writeFileSync(at('joined.ts'), Buffer.concat([part, part]));
    const inspection = await encoder.inspect(at('joined.ts'), run);
    const plan = planOf(inspection);
    assert.ok(Math.abs(durationSeconds(plan) - 6) < 0.1, String(durationSeconds(plan)));
    const join = (inspection.clock?.seams[0]?.at ?? Number.NaN) - sourceSeconds(plan, 0);
    const { onsets } = await heardOf(at('joined.ts'), plan);
    assertEvery(onsets, [...seconds(3), ...seconds(3, join)]);
  });

  test('joined recordings whose channels and rate differ are one sound, each beep where its second begins', async () => {
    const parts = [
      { channels: 2, own: 48_000 },
      { channels: 1, own: 44_100 },
      { channels: 2, own: 48_000 },
    ].map(({ channels, own }) => {
      const words = ['-ac', String(channels), '-ar', String(own), '-c:a', 'mp2', '-b:a', '128k'];
      makeMedia([...picture(3), ...beeps(3, { own }), ...x264, ...words, at('part.ts')]);
      return readFileSync(at('part.ts'));
    });
    writeFileSync(at('unlike.ts'), Buffer.concat(parts));
    const inspection = await encoder.inspect(at('unlike.ts'), run);
    assert.ok((inspection.audio[0]?.heard?.changes ?? 0) >= 2);
    const plan = planOf(inspection);
    const start = sourceSeconds(plan, 0);
    const joins = inspection.clock?.seams.map(({ at: join }) => join - start) ?? [];
    assert.equal(joins.length, 2);
    const { onsets } = await heardOf(at('unlike.ts'), plan);
    assertEvery(
      onsets,
      [0, ...joins].flatMap((join) => seconds(3, join)),
    );
  });

  for (const pace of [1.0427, 0.97, 1.002]) {
    test(`sound that its container's times stretch by ${pace} is played so, without a hole`, async () => {
      makeMedia([...picture(12), ...x264, at('pictures.mkv')]);
      makeMedia([...beeps(11, { pace }), '-c:a', 'flac', at('sound.mka')]);
      const film = at('stretched.mkv');
      makeMedia(['-i', at('pictures.mkv'), '-itsscale', String(pace), '-i', at('sound.mka'), '-c', 'copy', film]);
      const { onsets } = await heardOf(film, planOf(await encoder.inspect(film, run)));
      assertEvery(onsets, seconds(Math.ceil(11 * pace)));
    });
  }

  test('a sound whose channels and rate change is one sound', async () => {
    for (const [index, [channels, own]] of (
      [
        [2, 48_000],
        [6, 48_000],
        [1, 44_100],
      ] as const
    ).entries()) {
      const words = ['-ac', String(channels), '-ar', String(own), '-c:a', 'ac3', '-b:a', '192k', '-f', 'ac3'];
      makeMedia([...beeps(2), ...words, at(`${index}.ac3`)]);
    }
    writeFileSync(at('whole.ac3'), Buffer.concat([0, 1, 2].map((index) => readFileSync(at(`${index}.ac3`)))));
    const film = at('changes.ts');
    makeMedia([...picture(6), '-f', 'ac3', '-i', at('whole.ac3'), ...x264, '-c:a', 'copy', film]);
    const inspection = await encoder.inspect(film, run);
    assert.equal(inspection.audio[0]?.heard?.changes, 2);
    const { onsets, length } = await heardOf(film, planOf(inspection));
    assert.ok(Math.abs(length - 6) < 0.15, String(length));
    assert.equal(onsets.length, 6, onsets.join());
    const steps = onsets.slice(1).map((time, index) => time - (onsets[index] ?? 0));
    assert.ok(
      steps.every((step) => Math.abs(step - 1) < 0.06),
      onsets.join(),
    );
  });
});

describe('a film is as long as the longest of its streams', () => {
  test('the last picture stands while the sound goes on, the first one until its time has come', async () => {
    const film = at('stands.mp4');
    makeMedia([...picture(2), ...beeps(9), ...x264, '-c:a', 'aac', film]);
    const after = standing(await encoder.inspect(film, run));
    assert.ok(after.pictures !== null);
    assert.ok(Math.abs(durationSeconds(after.pictures) - 9) < 0.05);
    makeMedia([...picture(2), ...x264, at('short.mp4')]);
    makeMedia(['-itsoffset', '3', '-i', at('short.mp4'), ...beeps(5), '-c:v', 'copy', '-c:a', 'aac', film]);
    const before = standing(await encoder.inspect(film, run));
    assert.ok(before.pictures !== null);
    assert.ok(Math.abs(durationSeconds(before.pictures) - 5) < 0.05);
    assert.ok(Math.abs(before.lead / before.pictures.timeBase.den - 3) < 0.05);
  });
});

describe('a damaged film', () => {
  test('is the same each time, and so is what is made of it', async () => {
    const film = at('damaged.mp4');
    makeMedia([...picture(6), ...x264, '-preset', 'veryfast', film]);
    writeFileSync(film, damaged(readFileSync(film)));
    const inspections: Inspection[] = [];
    for (const _ of [1, 2, 3]) inspections.push(await encoder.inspect(film, run));
    const [first] = inspections;
    assert.ok(first?.pictures != null);
    assert.equal(first.isFickle, true);
    for (const other of inspections) assert.deepEqual(other, first);
    const plan = planOf(first);
    assert.equal(plan.decodeThreads, 1);
    const [chunk] = chunksOf(first.pictures, []);
    assert.ok(chunk !== undefined);
    const hashes: string[] = [];
    for (const name of ['one.mp4', 'two.mp4']) {
      await encoder.encodeVideo(film, { ...smallWork(chunk, at(name)), decodeThreads: 1 }, run);
      hashes.push(
        createHash('sha256')
          .update(readFileSync(at(name)))
          .digest('hex'),
      );
    }
    assert.equal(hashes[0], hashes[1]);
    assert.equal(packetsOf(at('one.mp4')).length, chunk.count);
  });
});

/** Single bits turned over, anywhere in its pictures. */
function damaged(film: Buffer): Buffer {
  const random = seededRandom(5);
  const from = film.indexOf('mdat') + 1000;
  const to = film.indexOf('moov') - 10;
  for (let bit = 0; bit < 60; bit++) {
    const place = from + Math.floor(random.float() * (to - from));
    film.writeUInt8(film.readUInt8(place) ^ (1 << Math.floor(random.float() * 8)), place);
  }
  return film;
}
