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

  test('sound that jumps alone and back again lies where it says, but for what lies nowhere', () => {
    const sound = [
      { from: 0, to: 60 },
      { from: 3660, to: 3700 },
      { from: 100, to: 200 },
    ];
    const { sounds, seams } = shiftsOf(told([{ from: 0, to: 200 }], [sound]));
    assert.deepEqual(sounds.get(1), [0, -3600, 0]);
    assert.deepEqual(seams, [{ at: 60, by: 3600, stream: 1 }]);
  });

  for (const [what, sound, shift] of [
    ['goes back', [6, 2, 8], 4],
    ['goes back by hours', [6, -3594, -3588], 3600],
    ['jumps ahead by less than the film is long', [6, 20, 26], -14],
  ] as const) {
    test(`sound that ${what}, alone, follows what came before it where it then ends with the pictures`, () => {
      const [to, from, end] = sound;
      const lines = [
        { from: 0, to },
        { from, to: end },
      ];
      near(shiftsOf(told([{ from: 0, to: 12.02 }], [lines])).sounds.get(1)?.[1], shift);
    });
  }

  test('a hole in the sound is no jump, nor is sound that comes twice', () => {
    for (const next of [13, 5.2]) {
      const sound = [
        { from: 0, to: 6 },
        { from: next, to: 20 },
      ];
      const { sounds, seams } = shiftsOf(told([{ from: 0, to: 20 }], [sound]));
      assert.deepEqual([sounds.get(1), seams], [[0, 0], []]);
    }
  });

  test('pictures that jump alone follow those before where they then end with the sound', () => {
    const jumped = [
      { from: 0, to: 6 },
      { from: 3606, to: 3612 },
    ];
    const sound = [{ from: 0, to: 12.02 }];
    near(shiftsOf(told(jumped, [sound])).pictures[1], -3600);
    near(shiftsOf(told(jumped, [sound], false)).pictures[1], -3600);
    const slides = [
      { from: 0, to: 6 },
      { from: 26, to: 32 },
    ];
    assert.deepEqual(shiftsOf(told(slides, [sound])).pictures, [0, 0]);
  });

  test('slides that nobody speaks to stand for as long as they say', () => {
    const slides = [0, 10, 20, 30].map((from) => ({ from, to: from + 0.04, last: from }));
    assert.deepEqual(shiftsOf(told(slides, [])).pictures, [0, 0, 0, 0]);
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
