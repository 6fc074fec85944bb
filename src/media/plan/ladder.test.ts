import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { displaySize, firstLookOf, planLadder } from './ladder.ts';
import { minimalLevel } from './level.ts';
import { defaultSettings } from './settings.ts';

const film25 = { num: 25, den: 1 };
const square = { num: 1, den: 1 };

function names(width: number, height: number): string[] {
  return planLadder({ width, height }, film25, defaultSettings).map(({ name }) => name);
}

test('a 1080p film gets the usual rungs, each in the level that players expect', () => {
  const rungs = planLadder({ width: 1920, height: 1080 }, film25, defaultSettings);
  assert.deepEqual(
    rungs.map(({ name, width, height, profile, level }) => [name, width, height, profile, level]),
    [
      ['240p', 426, 240, 'main', '2.1'],
      ['360p', 640, 360, 'main', '3'],
      ['480p', 854, 480, 'main', '3'],
      ['720p', 1280, 720, 'main', '3.1'],
      ['1080p', 1920, 1080, 'high', '4'],
    ],
  );
  assert.equal(firstLookOf(rungs), '480p');
});

test('the source’s own size is a rung where no standard one is near it', () => {
  assert.deepEqual(names(1920, 800), ['240p', '360p', '480p', '720p', '800p']);
  assert.deepEqual(names(1920, 1088), ['240p', '360p', '480p', '720p', '1080p']);
  assert.deepEqual(names(3840, 2160).at(-1), '2160p');
  assert.deepEqual(names(160, 90), ['90p']);
  assert.deepEqual(names(2, 2), ['2p']);
});

test('portrait films keep their shape and are named by their short side', () => {
  const rungs = planLadder({ width: 1080, height: 1920 }, film25, defaultSettings);
  assert.deepEqual(
    rungs.map(({ name, width, height }) => [name, width, height]),
    [
      ['240p', 240, 426],
      ['360p', 360, 640],
      ['480p', 480, 854],
      ['720p', 720, 1280],
      ['1080p', 1080, 1920],
    ],
  );
});

test('pixels become square and pictures upright', () => {
  const pal = { width: 720, height: 576, sampleAspect: { num: 64, den: 45 }, rotation: 0 };
  assert.deepEqual(displaySize(pal), { width: 1024, height: 576 });
  const ntsc = { width: 720, height: 480, sampleAspect: { num: 8, den: 9 }, rotation: 90 };
  assert.deepEqual(displaySize(ntsc), { width: 480, height: 640 });
  const unknown = { width: 321, height: 241, sampleAspect: { num: 0, den: 1 }, rotation: 180 };
  assert.deepEqual(displaySize(unknown), { width: 320, height: 240 });
});

test('whatever the source, rungs are even, rise, have distinct names and never exceed it or the limits of their level', () => {
  const side = fc.integer({ min: 1, max: 8192 });
  const rate = fc.constantFrom({ num: 24_000, den: 1001 }, film25, { num: 60, den: 1 }, { num: 240, den: 1 });
  fc.assert(
    fc.property(side, side, rate, (width, height, frameRate) => {
      const size = displaySize({ width, height, sampleAspect: square, rotation: 0 });
      const rungs = planLadder(size, frameRate, defaultSettings);
      assert.ok(rungs.length > 0);
      assert.equal(new Set(rungs.map(({ name }) => name)).size, rungs.length);
      let previous = 0;
      for (const rung of rungs) {
        assert.ok(rung.width % 2 === 0 && rung.height % 2 === 0);
        assert.ok(rung.width <= Math.max(2, width) && rung.height <= Math.max(2, height));
        assert.ok(rung.width * rung.height > previous);
        assert.ok(Number.isInteger(rung.maxRate) && Number.isInteger(rung.bufferSize) && rung.maxRate > 0);
        assert.match(rung.name, /^\d+p$/);
        previous = rung.width * rung.height;
      }
      assert.ok(rungs.some(({ name }) => name === firstLookOf(rungs)));
    }),
  );
});

test('more pictures a second get a higher cap and level', () => {
  const [slow, fast] = [film25, { num: 60, den: 1 }].map((rate) =>
    planLadder({ width: 1920, height: 1080 }, rate, defaultSettings).at(-1),
  );
  assert.ok((fast?.maxRate ?? 0) > (slow?.maxRate ?? 0));
  assert.equal(fast?.level, '4.2');
});

test('levels are the lowest that table A-1 allows', () => {
  const at = (width: number, height: number, rate: number, maxRate: number) =>
    minimalLevel({ width, height, rate, maxRate, bufferSize: maxRate, profile: 'high' });
  assert.equal(at(176, 144, 15, 64_000), '1');
  assert.equal(at(1280, 720, 30, 14_000_000), '3.1');
  assert.equal(at(1280, 720, 60, 14_000_000), '3.2');
  assert.equal(at(1920, 1080, 30, 20_000_000), '4');
  assert.equal(at(1920, 1080, 30, 40_000_000), '4.1');
  assert.equal(at(3840, 2160, 30, 40_000_000), '5.1');
  assert.equal(at(3840, 2160, 60, 40_000_000), '5.2');
  // No side may be beyond the root of eight pictures' worth of macroblocks.
  assert.equal(at(16_000, 400, 30, 1_000_000), '6');
});
