import { color, dim } from '../../drawing/color.ts';
import { keep } from '../../drawing/keep.ts';
import { letters } from '../../drawing/lettering.ts';
import { beam, glow, pour } from '../../drawing/light.ts';
import { ramp } from '../../drawing/picture.ts';
import { fill, stroke } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { skyline } from '../city.ts';
import { crowd } from '../crowd.ts';
import { cyan, magenta, midnight, white, yellow } from '../palette.ts';
import { throwScraps } from '../scraps.ts';
import { snowfall } from '../snowfall.ts';

const beat = 12 / 30;

/** The square a moment later: everybody has let go of everything. */
export const square: Shot = {
  name: 'square',
  pictures: 96,
  look: { vignette: 0.9, bloomFrom: 0.55, bloom: 0.6 },
  open(stage) {
    drawSquare(stage);
    const restore = keep(stage.picture);
    return (moment) => {
      restore();
      draw(stage, moment);
    };
  },
};

function drawSquare(stage: Stage): void {
  ramp(stage.picture, [
    { at: 0, color: midnight },
    { at: 300, color: color('#2c1490') },
    { at: 520, color: color('#c02890') },
    { at: 720, color: color('#ff7a5a') },
  ]);
  skyline(stage, { ground: 560, heights: [120, 330], wide: 64, tone: color('#241070'), lit: 0.45, shift: 0, seed: 7 });
  skyline(stage, {
    ground: 640,
    heights: [100, 260],
    wide: 110,
    tone: color('#140a4a'),
    lit: 0.8,
    shift: 30,
    seed: 21,
  });
  for (const [text, x, y, tone] of [
    ['BIJOU', 206, 300, magenta],
    ['HOTEL', 1090, 348, cyan],
  ] as const) {
    const lines = letters({ text, x, y, size: 44, spacing: 0.24 }).flatMap(({ strokes }) => strokes);
    for (const points of lines) stroke(stage.stencil, points, 12);
    fill(stage.picture, stage.stencil, { paint: dim(tone, 0.5), shine: true });
    for (const points of lines) stroke(stage.stencil, points, 5);
    fill(stage.picture, stage.stencil, { paint: white });
  }
}

function draw(stage: Stage, { seconds }: Moment): void {
  const { light } = stage;
  const kick = Math.exp(-(seconds % beat) * 8);
  for (const [i, tone] of [magenta, cyan, yellow].entries()) {
    const x = 250 + i * 390;
    const angle = -Math.PI / 2 + 0.62 * Math.sin(seconds * (1.9 + i * 0.4) + i * 2.1);
    beam(light, { x, y: 660, angle, spread: 0.09, length: 860, color: dim(tone, 0.5 + 0.4 * kick), mouth: 10 });
  }
  glow(light, { x: 640, y: 600, radius: 700, color: dim(color('#ff5a8a'), 0.24 + 0.22 * kick), tall: 0.5 });
  pour(light, stage.picture);
  throwScraps(stage, snowfall({ count: 850, seconds, sizes: [2, 6], speed: 300, wind: 70, seed: 1 }), 0.9);
  crowd(stage, {
    ...{ row: 610, head: 17, seconds, arms: 62, rim: color('#ff8ab0'), seed: 3 },
    body: [
      { at: 540, color: color('#3a1468') },
      { at: 720, color: color('#14083a') },
    ],
  });
  throwScraps(stage, snowfall({ count: 260, seconds, sizes: [4, 11], speed: 420, wind: 100, seed: 2 }));
  crowd(stage, {
    ...{ row: 690, head: 32, seconds: seconds + 0.1, arms: 40, rim: color('#8a5aff'), seed: 8 },
    body: [
      { at: 560, color: color('#12082e') },
      { at: 720, color: color('#05030f') },
    ],
  });
  throwScraps(stage, snowfall({ count: 34, seconds, sizes: [14, 30], speed: 760, wind: 160, seed: 4 }));
}
