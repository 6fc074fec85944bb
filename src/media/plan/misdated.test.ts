import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMisdated } from './misdated.ts';
import { soundTimes } from './sound-clock.ts';
import type { SoundPoint } from './sound-point.ts';

const rounded = (seconds: number) => Math.round(seconds * 1e6) / 1e6;

/** MPEG sound from 2.4 s on: 4 s at 48 kHz, 4 s at 44.1 kHz, 4 s at 48 kHz, told as ffmpeg 5 tells it. */
const points: readonly SoundPoint[] = [
  { at: rounded((2.39 * 48) / 44.1), samples: 0, rate: 44_100 },
  { at: 2.414, samples: 0, rate: 48_000, begins: true },
  { at: 4.414, samples: 96_000, rate: 48_000 },
  { at: rounded((6.389 * 44.1) / 48), samples: 190_800, rate: 48_000, expected: 6.389 },
  { at: 6.413, samples: 0, rate: 44_100, begins: true },
  { at: 8.413, samples: 88_200, rate: 44_100 },
  { at: rounded((10.39 * 48) / 44.1), samples: 175_386, rate: 44_100, expected: 10.39 },
  { at: 10.416, samples: 0, rate: 48_000, begins: true },
  { at: 14.416, samples: 192_000, rate: 48_000 },
];

test('a frame whose time was reckoned in another rate is found at each change, and where the sound begins', () => {
  const { misdated } = findMisdated(points);
  assert.deepEqual(
    misdated.map(({ instead }) => Math.round(instead * 1000) / 1000),
    [2.39, 6.389, 10.39],
  );
  const found = soundTimes(points);
  assert.equal(found?.changes, 2);
  assert.deepEqual(found?.gaps, []);
  assert.deepEqual(found?.lines, [{ from: 2.414, to: 14.416 }]);
});

test('where channels change as well, the frame is alone', () => {
  const joined: readonly SoundPoint[] = [
    { at: 1.4, samples: 0, rate: 48_000 },
    { at: 4.4, samples: 144_000, rate: 48_000 },
    { at: rounded((1.4 * 44.1) / 48), samples: 0, rate: 48_000, begins: true },
    { at: 1.424, samples: 0, rate: 44_100, begins: true },
    { at: 4.424, samples: 132_300, rate: 44_100 },
  ];
  const found = soundTimes(joined);
  assert.equal(found?.changes, 1);
  assert.equal(found?.misdated.length, 1);
  assert.deepEqual(found?.lines, [
    { from: 1.4, to: 4.4 },
    { from: 1.424, to: 4.424 },
  ]);
});

test('a step that is one is none of these', () => {
  const step = { at: 9.5, samples: 175_386, rate: 44_100, expected: 8.9 };
  const { misdated } = findMisdated(points.with(6, step));
  assert.equal(misdated.length, 2);
});

test('times that lag within packets after a change of rate are neither holes nor another pace', () => {
  const packet = 16 * 1024;
  const lagging = Array.from({ length: 20 }, (_, index): SoundPoint => {
    const at = 10 + (index * packet) / 44_100;
    const samples = index * packet;
    return index === 0
      ? { at, samples, rate: 44_100, begins: true }
      : { at, samples, rate: 44_100, expected: at - 0.028 };
  });
  const found = soundTimes([
    { at: 8, samples: 0, rate: 48_000 },
    { at: 9.9, samples: 91_200, rate: 48_000 },
    ...lagging,
  ]);
  assert.equal(found?.stretch, 1);
  assert.ok((found?.drift ?? 1) < 0.001);
});
