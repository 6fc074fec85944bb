import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Random, seededRandom } from '../../kit/index.ts';
import { type Line, shiftsOf, stretchAt, stretchesOf, type Told } from './clock.ts';

const tick = 1 / 90_000;

function told(pictures: readonly Line[], sounds: readonly (readonly Line[])[], isBroadcast = true): Told {
  return {
    pictures: { lines: pictures, tick },
    sounds: sounds.map((lines, index) => ({ stream: index + 1, lines })),
    isBroadcast,
  };
}

/** To a tick for each seam. */
function near(actual: number | undefined, expected: number, message?: string): void {
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 10 * tick, `${message ?? ''}: ${actual}, not ${expected}`);
}

describe('one clock for all streams of a film', () => {
  test('a film whose times go on is left as it is', () => {
    const { pictures, sounds, seams } = shiftsOf(told([{ from: 1.4, to: 60 }], [[{ from: 1.38, to: 60.1 }]]));
    assert.deepEqual([pictures, sounds.get(1), seams], [[0], [0], []]);
  });

  test('joined recordings follow one another, sound and pictures moved alike', () => {
    const one = { from: 1.42, to: 7.42 };
    const heard = { from: 1.4, to: 7.44 };
    const { pictures, sounds, seams } = shiftsOf(told([one, one, one], [[heard, heard, heard]]));
    near(pictures[1], 6.04);
    near(pictures[2], 12.08);
    assert.deepEqual(sounds.get(1), pictures);
    assert.deepEqual(
      seams.map(({ by }) => by),
      [-6, -6],
    );
  });

  test('a jump ahead of all streams is closed', () => {
    const { pictures, sounds } = shiftsOf(
      told(
        [
          { from: 0, to: 6 },
          { from: 3600, to: 3606 },
        ],
        [
          [
            { from: 0, to: 6.01 },
            { from: 3600, to: 3606 },
          ],
        ],
      ),
    );
    near(pictures[1], 6.01 - 3600);
    assert.deepEqual(sounds.get(1), pictures);
  });

  test('a picture that stands while the sound goes on is no jump', () => {
    const lines = [
      { from: 0, to: 6 },
      { from: 26, to: 30 },
    ];
    assert.deepEqual(shiftsOf(told(lines, [[{ from: 0, to: 30 }]])).pictures, [0, 0]);
  });

  test('without sound, only a clock that may be set anew is thought to jump', () => {
    const lines = [
      { from: 0, to: 6 },
      { from: 26, to: 30 },
    ];
    assert.deepEqual(shiftsOf(told(lines, [], false)).pictures, [0, 0]);
    near(shiftsOf(told(lines, [], true)).pictures[1], -20);
  });

  test('sound that jumps alone to where no picture is any more follows what came before it', () => {
    const sound = [
      { from: 0, to: 5 },
      { from: 3600, to: 3605 },
    ];
    near(shiftsOf(told([{ from: 0, to: 10 }], [sound])).sounds.get(1)?.[1], 5 - 3600);
  });

  test('sound that begins after the jump is moved with the pictures', () => {
    const lines = [
      { from: 0, to: 6 },
      { from: 3600, to: 3606 },
    ];
    const { pictures, sounds } = shiftsOf(told(lines, [[{ from: 3600.1, to: 3606 }]]));
    near(sounds.get(1)?.[0], pictures[1] ?? 0);
  });

  test('however often clocks are set: time rises, nothing is lost, and streams stay together', () => {
    const random = seededRandom(9);
    for (let round = 0; round < 300; round++) holds(recorded(random), round);
  });
});

interface Recorded {
  readonly parts: readonly { readonly length: number; readonly clock: number; readonly late: number }[];
}

function recorded(random: Random): Recorded {
  const count = 1 + Math.floor(random.float() * 6);
  let clock = random.float() * 10;
  const parts = Array.from({ length: count }, () => {
    const length = 8 + random.float() * 60;
    const part = { length, clock, late: random.float() * 0.4 };
    const end = clock + length;
    // Set back to anywhere, or ahead by more than a gap; never so that the streams could be taken for another pair.
    clock = random.float() < 0.5 ? random.float() * Math.max(0, end - 4) : end + 6 + random.float() * 7200;
    return part;
  });
  return { parts };
}

function holds({ parts }: Recorded, round: number): void {
  const pictures = parts.map(({ clock, length }) => ({ from: clock, to: clock + length }));
  const sound = parts.map(({ clock, length, late }) => ({ from: clock + late, to: clock + length }));
  const shifts = shiftsOf(told(pictures, [sound]));
  const moved = pictures.map(({ from, to }, index) => ({
    from: from + (shifts.pictures[index] ?? Number.NaN),
    to: to + (shifts.pictures[index] ?? Number.NaN),
  }));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = (moved.at(-1)?.to ?? 0) - (moved[0]?.from ?? 0);
  near(whole, length, `round ${round}: as long as all its parts`);
  for (const [index, { from }] of moved.entries()) {
    assert.ok(from >= (moved[index - 1]?.to ?? Number.NEGATIVE_INFINITY) - 1e-9, `round ${round}: time rises`);
  }
  assert.deepEqual(shifts.sounds.get(1), shifts.pictures, `round ${round}: sound is moved as pictures are`);
  const stretches = stretchesOf(pictures, shifts.pictures);
  for (const [index, one] of moved.entries()) {
    const middle = (one.from + one.to) / 2;
    const { shift = Number.NaN } = stretches[stretchAt(stretches, middle)] ?? {};
    near(middle - shift, middle - (shifts.pictures[index] ?? 0), `round ${round}: every place is found again`);
  }
}
