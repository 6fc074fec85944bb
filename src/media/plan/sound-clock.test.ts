import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soundTimes } from './sound-clock.ts';
import type { SoundPoint } from './sound-point.ts';

const rate = 48_000;

/** A point each second of samples; `timeOf` says when the source has them. */
function points(seconds: number, timeOf: (second: number) => number): SoundPoint[] {
  return Array.from({ length: seconds + 1 }, (_, second) => {
    const [at, goesOn] = [timeOf(second), timeOf(second - 1) + 1];
    const isStep = second > 0 && Math.abs(at - goesOn) > 0.1;
    return { at, samples: second * rate, rate, ...(isStep ? { expected: goesOn } : {}) };
  });
}

test('a sound whose times are those of its samples has nothing odd', () => {
  const found = soundTimes(points(60, (second) => 1.4 + second));
  assert.ok((found?.drift ?? 1) < 1e-9);
  assert.deepEqual(
    { ...found, drift: 0 },
    { lines: [{ from: 1.4, to: 61.4 }], stretch: 1, drift: 0, changes: 0, gaps: [], misdated: [] },
  );
});

test('rounding to milliseconds is no drift', () => {
  const found = soundTimes(points(600, (second) => Math.round(second * 1001.0004) / 1000));
  assert.ok((found?.drift ?? 1) < 0.002, String(found?.drift));
  assert.ok(Math.abs((found?.stretch ?? 0) - 1.0010004) < 1e-5);
});

test('a stretch is told over all, a rate that wanders by how far it goes astray', () => {
  const stretched = soundTimes(points(60, (second) => second * 1.0427));
  assert.ok(Math.abs((stretched?.stretch ?? 0) - 1.0427) < 1e-6);
  assert.ok((stretched?.drift ?? 1) < 1e-6);
  const wandering = soundTimes(points(60, (second) => second + 0.05 * Math.sin(second / 10)));
  assert.ok((wandering?.drift ?? 0) > 0.04 && (wandering?.drift ?? 1) < 0.11, String(wandering?.drift));
});

test('a hole is told where it is, and is no stretch', () => {
  const found = soundTimes(points(60, (second) => (second > 30 ? second + 2 : second)));
  assert.deepEqual(found?.gaps, [{ from: 31, to: 33, line: 0 }]);
  assert.equal(found?.stretch, 1);
  assert.equal(found?.lines.length, 1);
});

test('jumps end a line, moments that went astray do not', () => {
  const jump = soundTimes(points(60, (second) => (second > 30 ? second + 3600 : second)));
  assert.deepEqual(jump?.lines, [
    { from: 0, to: 31 },
    { from: 3631, to: 3660 },
  ]);
  const stray: SoundPoint[] = [
    { at: 0, samples: 0, rate },
    { at: 1, samples: rate, rate },
    { at: 5000, samples: rate + 1024, rate, expected: 1 + 1024 / rate },
    { at: 1 + 2048 / rate, samples: rate + 2048, rate, expected: 5000 + 1024 / rate },
    { at: 2, samples: 2 * rate, rate },
  ];
  const lines = soundTimes(stray)?.lines ?? [];
  assert.equal(lines.length, 2);
  assert.equal(lines[1]?.isAfterStrays, true);
  assert.ok(Math.abs((lines[1]?.from ?? 0) - 1.0427) < 0.001);
});

test('channels that change are counted, and time goes on', () => {
  const whole = [...points(4, (second) => second), ...points(4, (second) => 4.5 + second)].map((point, index) =>
    index === 5 ? { ...point, begins: true } : point,
  );
  const found = soundTimes(whole);
  assert.equal(found?.changes, 1);
  assert.deepEqual(found?.lines, [{ from: 0, to: 8.5 }]);
  assert.deepEqual(found?.gaps, []);
});

test('packets that are lost here and there are holes, not a slower sound', () => {
  const lost = points(60, (second) => second).flatMap((point) => {
    const after = {
      ...point,
      at: point.at + 0.5 + 0.0232,
      samples: point.samples + rate / 2,
      expected: point.at + 0.5,
    };
    return [point, after];
  });
  const sound: SoundPoint[] = [];
  let shift = 0;
  for (const [index, point] of lost.entries()) {
    if (index > 0 && index % 2 === 0) shift += 0.0232;
    sound.push({
      ...point,
      at: point.at + shift,
      ...(point.expected === undefined ? {} : { expected: point.expected + shift }),
    });
  }
  const found = soundTimes(sound);
  assert.ok(Math.abs((found?.stretch ?? 0) - 1) < 1e-9, String(found?.stretch));
  assert.ok((found?.drift ?? 1) < 1e-9);
});

test('times that step ahead and back again are unsteady, and no stretch', () => {
  const wobble = (second: number) => second + (second % 2 === 0 ? 0.015 : -0.015);
  const sound = Array.from({ length: 61 }, (_, second) => ({
    at: wobble(second),
    samples: second * rate,
    rate,
    ...(second === 0 ? {} : { expected: wobble(second - 1) + 1 }),
  }));
  const found = soundTimes(sound);
  assert.equal(found?.stretch, 1);
  assert.ok((found?.drift ?? 0) > 0.02, String(found?.drift));
});
