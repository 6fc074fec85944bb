import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hasCode } from '../../kit/index.ts';
import { readBoxes, readBoxHeader, requireBox } from './box.ts';
import { esds, readEsds } from './esds.ts';
import { fragmentHead } from './moof.ts';
import { aacEntry, readAacEntry } from './mp4a.ts';
import { fieldReader } from './reader.ts';
import { readSegmentIndex, segmentIndex } from './sidx.ts';
import { readDecodeTime } from './tfdt.ts';
import { readFragmentHeader } from './tfhd.ts';
import { dependentSample, isSync, readTrackRun, syncSample } from './trun.ts';
import { box, i32, join, latin, u8, u16, u24, u32, u64 } from './writer.ts';

const noDefaults = { duration: 0, size: 0, flags: 0 };
const plain = { noNullPrototype: true } as const;
const tick = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test('numbers read back as they were written, up to 2^53', () => {
  fc.assert(
    fc.property(
      fc.nat(255),
      fc.nat(65_535),
      fc.nat(2 ** 24 - 1),
      tick,
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      fc.maxSafeNat(),
      (a, b, c, d, e, f) => {
        const fields = fieldReader(join([u8(a), u16(b), u24(c), u32(d), i32(e), u64(f)]), 'test');
        const read = [fields.u8(), fields.u16(), fields.u24(), fields.u32(), fields.i32(), fields.u64()];
        assert.deepEqual(read, [a, b, c, d, e, f]);
        assert.equal(fields.remaining, 0);
      },
    ),
  );
});

test('a number that does not fit its field is refused, not wrapped', () => {
  for (const write of [() => u32(2 ** 32), () => u8(-1), () => i32(2 ** 31), () => u64(2 ** 53), () => u16(1.5)]) {
    assert.throws(write, (error) => hasCode(error, 'media.too-large'));
  }
});

test('a 64-bit number beyond 2^53 is an error, not a wrong number', () => {
  const fields = fieldReader(Uint8Array.of(0, 0x20, 0, 0, 0, 0, 0, 1), 'tfdt');
  assert.throws(
    () => fields.u64(),
    (error) => hasCode(error, 'media.bad-box'),
  );
});

test('boxes with 64-bit sizes, sizes of 0 and unknown types are walked over', () => {
  const large = join([u32(1), latin('mdat'), u64(20), latin('abcd')]);
  const last = join([u32(0), latin('free'), latin('xyz')]);
  const boxes = readBoxes(join([box('what', latin('?')), large, last]));
  assert.deepEqual(
    boxes.map(({ type, body }) => [type, String.fromCharCode(...body)]),
    [
      ['what', '?'],
      ['mdat', 'abcd'],
      ['free', 'xyz'],
    ],
  );
});

test('whatever the bytes are, reading boxes ends with boxes or with an error as data', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        assert.ok(readBoxes(bytes).every((found) => found.bytes.length >= 8));
      } catch (error) {
        assert.ok(hasCode(error, 'media.truncated') || hasCode(error, 'media.bad-box'));
      }
    }),
  );
});

test('a box that is cut short or impossibly small is told from a whole one', () => {
  assert.throws(
    () => readBoxHeader(box('moov', new Uint8Array(20)), 27),
    (error) => hasCode(error, 'media.truncated'),
  );
  assert.throws(
    () => readBoxes(join([u32(7), latin('free')])),
    (error) => hasCode(error, 'media.bad-box'),
  );
  assert.throws(
    () => requireBox(readBoxes(box('moov', box('free'))), 'moov', 'trak'),
    (error) => hasCode(error, 'media.missing-box'),
  );
});

test('a fragment reads back with its times, sizes, flags and signed offsets, and its data begins where it says', () => {
  const sample = fc.record(
    {
      duration: fc.integer({ min: 1, max: 5000 }),
      size: fc.nat(100_000),
      flags: fc.constantFrom(syncSample, dependentSample),
      compositionOffset: fc.integer({ min: -5000, max: 5000 }),
    },
    plain,
  );
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 30 }), fc.maxSafeNat(), (samples, decodeTime) => {
      const defaults = { duration: samples[0]?.duration ?? 0, flags: dependentSample };
      const { moof, mdatHeader } = fragmentHead({ sequence: 1, track: 1, decodeTime, samples, defaults });
      const traf = readBoxes(requireBox(readBoxes(moof), 'moof', 'traf').body);
      const header = readFragmentHeader(requireBox(traf, 'tfhd').body, () => noDefaults);
      const run = readTrackRun(requireBox(traf, 'trun').body, header);
      assert.deepEqual(run.samples, samples);
      assert.equal(run.dataOffset, moof.length + mdatHeader.length);
      assert.equal(readDecodeTime(requireBox(traf, 'tfdt').body), decodeTime);
      assert.deepEqual(
        run.samples.map(({ flags }) => isSync(flags)),
        samples.map(({ flags }) => flags === syncSample),
      );
    }),
  );
});

test('a run that says it has more samples than it holds is an error, and takes no memory', () => {
  const body = join([u8(1), u24(0x200), u32(2 ** 31), u32(5)]);
  assert.throws(
    () => readTrackRun(body, noDefaults),
    (error) => hasCode(error, 'media.bad-box'),
  );
});

test('a segment index reads back, and takes 64 bits only where it must', () => {
  const reference = fc.record({ bytes: fc.nat(2 ** 31 - 1), ticks: tick, startsWithSap: fc.boolean() }, plain);
  const index = fc.record(
    {
      track: tick,
      timescale: tick,
      earliestTime: fc.oneof(tick, fc.maxSafeNat()),
      firstOffset: fc.oneof(tick, fc.maxSafeNat()),
      references: fc.array(reference, { maxLength: 20 }),
    },
    plain,
  );
  fc.assert(
    fc.property(index, (value) => {
      const body = requireBox(readBoxes(segmentIndex(value)), 'sidx').body;
      assert.deepEqual(readSegmentIndex(body), value);
      assert.equal(body[0], value.earliestTime < 2 ** 32 && value.firstOffset < 2 ** 32 ? 0 : 1);
    }),
  );
});

test('an AAC configuration survives its sample entry, also with long descriptor lengths', () => {
  const stereo = Uint8Array.of(0x11, 0x90);
  const entry = requireBox(readBoxes(aacEntry({ channels: 2, sampleRate: 48_000, configuration: stereo })), 'mp4a');
  assert.deepEqual(readAacEntry(entry), { channels: 2, sampleRate: 48_000, objectType: 2, configuration: stereo });
  const long = (tag: number, body: Uint8Array) => join([u8(tag), u24(0x808080), u8(body.length), body]);
  const decoder = long(4, join([u8(0x40), new Uint8Array(12), long(5, stereo)]));
  const body = join([u32(0), long(3, join([u16(1), u8(0), decoder]))]);
  assert.deepEqual(readEsds(body), stereo);
  assert.deepEqual(readEsds(requireBox(readBoxes(esds(stereo)), 'esds').body), stereo);
});
