import { color } from '../../drawing/color.ts';
import { keep } from '../../drawing/keep.ts';
import { mirror } from '../../drawing/mirror.ts';
import { noiseTile } from '../../drawing/noise.ts';
import { ramp } from '../../drawing/picture.ts';
import type { Shot, Stage } from '../../film.ts';
import { skyline } from '../city.ts';
import { crowd } from '../crowd.ts';
import { cyan, lime, magenta, midnight, orange, violet, white, yellow } from '../palette.ts';
import { burst, type Shell } from '../shells.ts';

const beat = 12 / 30;
const shore = 500;
const gold = color('#ffc266');

const peony = (at: number, x: number, y: number, tone: Shell['tone'], reach = 170): Shell => ({
  ...{ at: at * beat, x, y, tone, reach },
  kind: 'peony',
  sparks: 190,
});

/** On the beats. */
const salvo: readonly Shell[] = [
  peony(0, 640, 200, magenta, 230),
  peony(1, 300, 230, cyan, 190),
  peony(1.5, 980, 210, yellow, 200),
  peony(2, 520, 130, lime, 160),
  peony(3, 820, 180, magenta, 230),
  peony(3.5, 170, 170, orange, 180),
  peony(4, 430, 210, cyan, 240),
  peony(5, 1080, 170, violet, 220),
  peony(5.5, 650, 250, white, 170),
  peony(6, 260, 180, magenta, 240),
  peony(6.5, 860, 250, orange, 200),
  peony(7, 600, 150, cyan, 240),
  peony(7.5, 1060, 210, lime, 230),
  peony(8, 380, 220, yellow, 250),
  peony(9, 820, 170, magenta, 260),
  peony(9.5, 160, 230, cyan, 190),
  peony(10, 560, 200, orange, 260),
  peony(10.5, 1090, 200, white, 200),
  peony(11, 300, 170, lime, 220),
];

/** Fireworks over the river, and all of it again in the water. */
export const fireworks: Shot = {
  name: 'fireworks',
  pictures: 144,
  look: { vignette: 0.8, bloomFrom: 0.4, bloom: 0.9 },
  open(stage) {
    ramp(stage.picture, [
      { at: 0, color: midnight },
      { at: 260, color: color('#131660') },
      { at: shore, color: color('#4a1c86') },
    ]);
    skyline(stage, {
      ground: shore,
      heights: [40, 170],
      wide: 54,
      tone: color('#170f52'),
      lit: 0.5,
      shift: 0,
      seed: 70,
    });
    const restore = keep(stage.picture);
    const tile = noiseTile(256, { seed: 77, cells: 16, octaves: 3 });
    return ({ seconds }) => {
      restore();
      for (const shell of salvo) burst(stage, shell, seconds + 0.3, shore);
      mirror(stage.picture, stage.light, {
        ...{ horizon: shore, squeeze: 2, far: 0.8, near: 0.6, ground: color('#06061c'), tile },
        ...{ rippleX: 18, rippleY: 40, fineX: 0.16, fineY: 1.2, drift: seconds * 9 },
      });
    };
  },
};

const willow = (at: number, x: number, y: number, reach: number, sparks = 330): Shell => ({
  ...{ at: at * beat, x, y, reach, sparks, tone: gold },
  kind: 'willow',
});

const finale: readonly Shell[] = [
  willow(0, 640, 170, 330, 420),
  peony(1, 300, 210, magenta, 200),
  peony(1.5, 990, 200, cyan, 200),
  willow(2, 260, 150, 280),
  willow(2.5, 1030, 140, 290),
  peony(3, 640, 300, white, 190),
  peony(4, 460, 130, magenta, 240),
  willow(4.5, 760, 120, 330),
  peony(5, 860, 250, lime, 210),
  peony(5.5, 180, 250, cyan, 200),
  willow(6, 470, 200, 350, 420),
  peony(6.5, 1120, 240, orange, 210),
  peony(7, 640, 160, magenta, 270),
];

/** The last and the loudest: gold hangs down over everybody. */
export const willows: Shot = {
  name: 'willows',
  pictures: 96,
  look: { vignette: 0.7, bloomFrom: 0.4, bloom: 0.95 },
  open(stage: Stage) {
    ramp(stage.picture, [
      { at: 0, color: color('#0a0a34') },
      { at: 420, color: color('#2a1266') },
      { at: 720, color: color('#7a2468') },
    ]);
    skyline(stage, {
      ground: 640,
      heights: [60, 190],
      wide: 90,
      tone: color('#120a3e'),
      lit: 0.6,
      shift: 10,
      seed: 90,
    });
    const restore = keep(stage.picture);
    return ({ seconds }) => {
      restore();
      for (const shell of finale) burst(stage, shell, seconds + 0.25, 640);
      crowd(stage, {
        ...{ row: 676, head: 21, seconds, arms: 35, rim: color('#ffc890'), seed: 12 },
        body: [
          { at: 600, color: color('#1c0c40') },
          { at: 720, color: color('#080414') },
        ],
      });
    };
  },
  exposure: ({ progress }) => 1 + 2 * Math.max(0, progress - 0.86) ** 1.1,
};
