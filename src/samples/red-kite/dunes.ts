import { curve, disc, patch } from '../drawing/flat.ts';
import { hash } from '../drawing/noise.ts';
import { box, type RampStop, ramp } from '../drawing/picture.ts';
import { fill, taper } from '../drawing/shape.ts';
import type { Stage } from '../film.ts';
import { cream, darkRed, ink, paper } from './palette.ts';
import { cloud, glints } from './sky.ts';

/** One shore in two lights. */
export interface ShoreLight {
  readonly sky: readonly RampStop[];
  readonly sun: {
    readonly x: number;
    readonly y: number;
    readonly r: number;
    readonly paint: ReturnType<typeof paper>;
  };
  readonly cloud: ReturnType<typeof paper>;
  readonly sea: readonly RampStop[];
  readonly glint: ReturnType<typeof paper>;
  readonly sand: readonly [lit: ReturnType<typeof paper>, shaded: ReturnType<typeof paper>][];
}

export const horizon = 404;

/** Sky, sun, sea, an island far out with a white lighthouse on it, and three dunes. `pan` in pixels of the near one. */
export function shore(stage: Stage, light: ShoreLight, { pan, seconds }: { pan: number; seconds: number }): void {
  const { picture } = stage;
  ramp(picture, light.sky);
  const { x, y, r, paint } = light.sun;
  disc(stage, { x: x - pan * 0.04, y, r: r * 1.5 }, paint, 0.16);
  disc(stage, { x: x - pan * 0.04, y, r: r * 1.22 }, paint, 0.24);
  disc(stage, { x: x - pan * 0.04, y, r }, paint);
  cloud(stage, { x: 250 - pan * 0.1 + seconds * 4, y: 212, size: 130, seed: 3 }, light.cloud, 0.85);
  cloud(stage, { x: 430 - pan * 0.08 + seconds * 3, y: 276, size: 80, seed: 7 }, light.cloud, 0.6);
  cloud(stage, { x: 1130 - pan * 0.12 + seconds * 5, y: 160, size: 110, seed: 5 }, light.cloud, 0.75);
  ramp(picture, light.sea);
  glints(
    stage,
    { from: horizon + 4, to: 540, middle: x - pan * 0.05, spread: 250, count: 26, seconds },
    light.glint,
    0.8,
  );
  island(stage, 250 - pan * 0.1);
  for (const [index, [lit, shaded]] of light.sand.entries()) dune(stage, index, { pan, lit, shaded });
}

function island(stage: Stage, x: number): void {
  patch(
    stage,
    [...curve([x - 70, horizon], [x - 30, horizon - 26], [x + 20, horizon - 30], [x + 84, horizon])],
    paper('#5d97a0'),
  );
  box(stage.picture, { left: x + 4, top: horizon - 52, right: x + 12, bottom: horizon - 18 }, { color: cream });
  box(stage.picture, { left: x + 4, top: horizon - 42, right: x + 12, bottom: horizon - 36 }, { color: darkRed });
  patch(
    stage,
    [
      [x + 2, horizon - 52],
      [x + 8, horizon - 60],
      [x + 14, horizon - 52],
    ],
    darkRed,
  );
}

/** From far to near: crest from the left edge over a peak and down; the lee side lies in shade. */
const crests = [
  { speed: 0.3, left: 520, peak: [930, 428], right: 520, lee: [1010, 640] },
  { speed: 0.55, left: 500, peak: [330, 474], right: 610, lee: [520, 720] },
  { speed: 1, left: 690, peak: [790, 528], right: 640, lee: [930, 760] },
] as const;

function dune(
  stage: Stage,
  index: number,
  { pan, lit, shaded }: { pan: number; lit: ReturnType<typeof paper>; shaded: ReturnType<typeof paper> },
): void {
  const crest = crests[index] ?? crests[0];
  const shift = -pan * crest.speed;
  const [px, py] = [crest.peak[0] + shift, crest.peak[1]];
  const up = curve([-420 + shift, crest.left], [px - 420, crest.left - 6], [px - 210, py + 8], [px, py]);
  const down = curve([px, py], [px + 130, py + 6], [px + 330, crest.right - 46], [1900 + shift, crest.right - 10]);
  patch(stage, [...up, ...down.slice(1), [1900, 760], [-420, 760]], lit);
  // the edge between light and shade swings once to either side, as wind cuts it
  const edge = curve([px, py], [px - 40, py + 60], [px + 150, py + 90], [crest.lee[0] + shift, crest.lee[1]]);
  patch(stage, [...edge, [1900, 780], ...down.toReversed().map(([x, y]) => [x, y - 1] as const)], shaded);
}

/** Marram grass in the foreground, bowed by the wind. */
export function grass(
  { picture, stencil }: Stage,
  { pan, seconds, paint = ink }: { pan: number; seconds: number; paint?: ReturnType<typeof paper> },
): void {
  for (const [tuft, root] of [
    [60, 700],
    [170, 726],
    [1130, 700],
    [1236, 716],
    [1010, 732],
  ] as const) {
    for (let i = 0; i < 15; i++) {
      const chance = hash(tuft + i * 7);
      const x = tuft - pan * 1.15 + (chance - 0.5) * 70;
      const long = 60 + 80 * hash(tuft + i);
      const bow = 0.55 + 0.3 * hash(i + 3) + 0.1 * Math.sin(seconds * 1.6 + x * 0.01 + i);
      const blade = Array.from({ length: 9 }, (_, k) => {
        const t = k / 8;
        return {
          x: x + bow * long * t * t + (chance - 0.5) * 30 * t,
          y: root + 16 - long * t + bow * long * 0.34 * t * t,
        };
      });
      taper(stencil, blade, 5);
    }
  }
  fill(picture, stencil, { paint });
}
