import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { chooseRung, fittingRungs, type Rung } from './choose.ts';
import { depthFor } from './depth.ts';
import { rateMeter } from './meter.ts';
import { type PictureCount, pictureWatch } from './pictures.ts';

const rungs: readonly Rung[] = [
  { bandwidth: 300_000, width: 426, height: 240 },
  { bandwidth: 900_000, width: 640, height: 360 },
  { bandwidth: 2_500_000, width: 1280, height: 720 },
  { bandwidth: 6_000_000, width: 1920, height: 1080 },
];
const screen = { width: 1920, height: 1080 };
const moment = { rate: 10_000_000, speed: 1, ahead: 12, screen, now: rungs[2] };

/** Bytes that arrive at a rate for a while, reported every 100 ms. */
function feed(meter: ReturnType<typeof rateMeter>, options: { from: number; ms: number; rate: number }): number {
  const { from, ms, rate } = options;
  for (let now = from + 100; now <= from + ms; now += 100) meter.add({ now, ms: 100, bytes: (rate / 8000) * 100 });
  return from + ms;
}

test('a network that narrows is believed within two seconds, one that widens after a few segments', () => {
  const meter = rateMeter();
  let now = feed(meter, { from: 0, ms: 4_000, rate: 8_000_000 });
  assert.ok(Math.abs((meter.rate ?? 0) - 8_000_000) < 100_000);
  now = feed(meter, { from: now, ms: 2_000, rate: 1_000_000 });
  assert.ok((meter.rate ?? 0) < 1_100_000, `still ${meter.rate}`);
  // Small segments that arrive in no time, with pauses between them: nothing is learnt from how long they took alone.
  for (let segment = 0; segment < 4; segment += 1) {
    now += 2_000;
    meter.add({ now, ms: 10, bytes: 100_000 });
  }
  assert.ok((meter.rate ?? 0) > 8_000_000, `only ${meter.rate}`);
});

test('picture and sound that arrive together are one network', () => {
  const meter = rateMeter();
  for (let now = 100; now <= 3_000; now += 100) {
    meter.add({ now, ms: 100, bytes: 40_000 });
    meter.add({ now, ms: 100, bytes: 10_000 });
  }
  assert.ok(Math.abs((meter.rate ?? 0) - 4_000_000) < 50_000, `${meter.rate}`);
});

test('what was remembered holds until something is measured', () => {
  const meter = rateMeter(3_000_000);
  assert.equal(meter.rate, 3_000_000);
  feed(meter, { from: 0, ms: 1_000, rate: 700_000 });
  assert.ok((meter.rate ?? 0) < 800_000);
});

test('the best rung that the network carries is chosen, with room to spare on the way up', () => {
  assert.equal(chooseRung(rungs, moment)?.height, 1080);
  assert.equal(chooseRung(rungs, { ...moment, rate: 7_000_000 })?.height, 720, 'not quite enough to go up');
  assert.equal(chooseRung(rungs, { ...moment, rate: 7_000_000, now: rungs[3] })?.height, 1080, 'enough to stay');
  assert.equal(chooseRung(rungs, { ...moment, rate: 1_250_000 })?.height, 360);
  assert.equal(chooseRung(rungs, { ...moment, rate: 1_000 })?.height, 240, 'something is always chosen');
  assert.equal(chooseRung([], moment), undefined);
});

test('the first choice is one that soon arrives, and with little ahead one dares less', () => {
  assert.equal(chooseRung(rungs, { ...moment, now: undefined })?.height, 360);
  assert.equal(chooseRung(rungs, { ...moment, rate: 8_000_000, ahead: 2 })?.height, 720);
});

test('a film at twice its speed takes twice the network', () => {
  assert.equal(chooseRung(rungs, { ...moment, speed: 2 })?.height, 720);
});

test('nothing larger than the smallest that fills the screen is fetched', () => {
  assert.deepEqual(
    fittingRungs(rungs, { width: 1170, height: 2532 }).map(({ height }) => height),
    [240, 360, 720],
  );
  assert.equal(fittingRungs(rungs, { width: 3840, height: 2160 }).length, rungs.length);
});

test('whatever the network, the choice is one of the rungs, and more network never chooses less', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e8, noNaN: true }), fc.double({ min: 0, max: 1e8, noNaN: true }), (a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      const [low, high] = [less, more].map((rate) => chooseRung(rungs, { ...moment, rate }));
      assert.ok(low && high && rungs.includes(low) && high.bandwidth >= low.bandwidth);
    }),
  );
});

test('little is put aside where the network is ample, much where it is not', () => {
  assert.ok(depthFor({ rate: 20_000_000, best: 6_000_000 }) < 15);
  assert.ok(depthFor({ rate: 7_000_000, best: 6_000_000 }) >= 30);
});

/** Counts twice a second for a while; `part` of the pictures are dropped. */
function count(watch: ReturnType<typeof pictureWatch>, from: PictureCount, options: { seconds: number; part: number }) {
  let at = from;
  for (let half = 0; half < options.seconds * 2; half += 1) {
    at = { ...at, now: at.now + 500, decoded: at.decoded + 15, dropped: at.dropped + 15 * options.part };
    watch.note(at);
  }
  return at;
}

const begin: PictureCount = { now: 0, decoded: 0, dropped: 0, height: 1080, steady: true };

test('a size that this machine keeps dropping is left alone for a minute, then tried again, then longer', () => {
  const watch = pictureWatch();
  let at = count(watch, begin, { seconds: 10, part: 0.5 });
  assert.equal(watch.tooTall(at.now), 1080);
  assert.equal(watch.tooTall(at.now + 61_000), Number.POSITIVE_INFINITY);
  at = count(watch, { ...at, now: at.now + 61_000 }, { seconds: 10, part: 0.5 });
  assert.equal(watch.tooTall(at.now + 61_000), 1080);
});

test('one bad moment is forgiven: it takes six seconds of dropping without a rest', () => {
  const watch = pictureWatch();
  let at = begin;
  for (let round = 0; round < 10; round += 1) {
    at = count(watch, at, { seconds: 4, part: 0.6 });
    at = count(watch, at, { seconds: 4, part: 0 });
  }
  assert.equal(watch.tooTall(at.now), Number.POSITIVE_INFINITY);
});

test('pictures that are dropped while the film seeks, hides or runs fast say nothing', () => {
  const watch = pictureWatch();
  const at = count(watch, { ...begin, steady: false }, { seconds: 30, part: 1 });
  assert.equal(watch.tooTall(at.now), Number.POSITIVE_INFINITY);
});

test('what is dropped in one size is not held against another', () => {
  const watch = pictureWatch();
  let at = count(watch, begin, { seconds: 4, part: 0.6 });
  at = count(watch, { ...at, height: 720 }, { seconds: 4, part: 0.6 });
  assert.equal(watch.tooTall(at.now), Number.POSITIVE_INFINITY);
});
