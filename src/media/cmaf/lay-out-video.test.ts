import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pictureTimes } from '../plan/timeline.ts';
import { bytesSource } from './byte-source.ts';
import { decodeTimes } from './decode-times.ts';
import { readFragmentedTrack } from './fragmented-track.ts';
import { layOutVideo } from './lay-out-video.ts';
import { mediaTime } from './timescale.ts';
import type { VideoChunk } from './video-chunk.ts';

const configuration = Uint8Array.of(1, 0x64, 0, 0x1f, 0xff, 0xe0, 0);
const look = { codecs: 'avc1.64001f', width: 64, height: 36, configuration, extensions: new Uint8Array() };

interface MadeFilm {
  readonly durations: readonly number[];
  readonly segments: readonly number[];
  readonly chunks: readonly VideoChunk[];
  readonly plan: Parameters<typeof layOutVideo>[0]['plan'];
}

/** A film whose segments (a chunk each) are decoded in any order that begins with the first picture. */
const madeFilm: fc.Arbitrary<MadeFilm> = fc
  .array(
    fc.array(fc.record({ ticks: fc.integer({ min: 3, max: 90 }), key: fc.nat(), size: fc.nat(40) }), {
      minLength: 1,
      maxLength: 9,
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((made) => {
    const segments: number[] = [];
    let next = 0;
    const chunks = made.map((pictures) => {
      segments.push(next);
      next += pictures.length;
      const others = pictures.map(({ key }, display) => ({ key, display })).slice(1);
      const order = [0, ...others.toSorted((a, b) => a.key - b.key).map(({ display }) => display)];
      let offset = 100;
      const samples = order.map((display) => {
        const size = pictures[display]?.size ?? 0;
        offset += size;
        return { offset: offset - size, size, isIdr: display === 0, display };
      });
      return { ...look, samples };
    });
    const durations = made.flat().map(({ ticks }) => ticks);
    const plan = {
      timeBase: { num: 1, den: 1000 },
      durations: durations.map((ticks) => [ticks, 1] as const),
      segments,
      chunks: chunks.map(({ samples }, index) => ({ first: segments[index] ?? 0, count: samples.length })),
    };
    return { durations, segments, chunks, plan };
  });

function timesOf(durations: readonly number[]): number[] {
  return pictureTimes({ durations: durations.map((ticks) => [ticks, 1]) });
}

test('in whatever order pictures are decoded, each is shown at its own time and copied from its own place', async () => {
  await fc.assert(
    fc.asyncProperty(madeFilm, async ({ plan, chunks, durations }) => {
      const layout = layOutVideo({ plan, chunks });
      const file = new Uint8Array(layout.bytes);
      let at = 0;
      const from = new Map<number, { chunk: number; offset: number }>();
      for (const piece of layout.pieces) {
        if ('bytes' in piece) {
          file.set(piece.bytes, at);
          at += piece.bytes.length;
          continue;
        }
        for (let offset = piece.first; offset <= piece.last; offset++) from.set(at++, { chunk: piece.chunk, offset });
      }
      assert.equal(at, layout.bytes);
      const { samples } = await readFragmentedTrack(bytesSource(file), 'vide');
      const coded = chunks.flatMap((chunk, index) =>
        chunk.samples.map((sample) => ({
          ...sample,
          chunk: index,
          picture: (plan.segments[index] ?? 0) + sample.display,
        })),
      );
      const times = timesOf(durations);
      assert.equal(samples.length, coded.length);
      for (const [index, sample] of samples.entries()) {
        const original = coded[index];
        assert.ok(original !== undefined);
        assert.equal(sample.decodeTime + sample.compositionOffset, times[original.picture]);
        assert.ok(sample.compositionOffset >= 0);
        assert.equal(sample.size, original.size);
        if (sample.size > 0) {
          assert.deepEqual(from.get(sample.offset), { chunk: original.chunk, offset: original.offset });
        }
      }
      assert.equal(
        layout.segments.reduce((sum, { ticks }) => sum + ticks, 0),
        times.at(-1),
      );
    }),
  );
});

test('decode times begin with the segment, never fall, and never come after presentation', () => {
  const made = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 1000 })), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(made, fc.nat(1_000_000), (pictures, start) => {
      const times = timesOf(pictures.map(([, ticks]) => ticks)).map((time) => start + time);
      const rest = pictures.map(([key], picture) => ({ key, picture })).slice(1);
      const order = [0, ...rest.toSorted((a, b) => a.key - b.key).map(({ picture }) => picture)];
      const shown = order.map((picture) => times[picture] ?? 0);
      const decoded = decodeTimes({ shown, start });
      assert.equal(decoded.length, shown.length);
      assert.equal(decoded[0], start);
      for (const [position, time] of decoded.entries()) {
        assert.ok(time >= (decoded[position - 1] ?? 0));
        assert.ok(time <= (shown[position] ?? 0));
      }
    }),
  );
});

test('a pyramid of B pictures is decoded at rising times', () => {
  const shown = [0, 40, 20, 10, 30, 80, 60, 50, 70];
  assert.deepEqual(decodeTimes({ shown, start: 0 }), [0, 3, 6, 10, 30, 36, 43, 50, 70]);
});

test('a sane time base is kept exactly, a coarse one made finer, an absurd one reduced or rounded without drift', () => {
  const at = (num: number, den: number, ...durations: [number, number][]) =>
    mediaTime({ timeBase: { num, den }, durations });
  assert.deepEqual(at(1, 90_000, [3003, 2]), { timescale: 90_000, times: [0, 3003, 6006] });
  assert.deepEqual(at(1001, 30_000, [1, 2]), { timescale: 30_000, times: [0, 1001, 2002] });
  assert.deepEqual(at(1, 24, [1, 2]), { timescale: 1008, times: [0, 42, 84] });
  assert.deepEqual(at(1, 1_000_000_000, [40_000_000, 2]), { timescale: 1000, times: [0, 40, 80] });
  const rounded = at(1, 3_000_000_019, [100_000_001, 900], [3, 2]);
  assert.equal(rounded.timescale, 1_000_000);
  for (const [index, time] of rounded.times.slice(0, 901).entries()) {
    assert.ok(Math.abs(time - (index * 100_000_001 * 1e6) / 3_000_000_019) <= 0.5 + 1e-6);
  }
  assert.ok(rounded.times.every((time, index) => index === 0 || time > (rounded.times[index - 1] ?? 0)));
});
