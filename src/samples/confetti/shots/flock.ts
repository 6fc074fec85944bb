import { color, dim } from '../../drawing/color.ts';
import { keep } from '../../drawing/keep.ts';
import { glow } from '../../drawing/light.ts';
import { hash } from '../../drawing/noise.ts';
import { ramp } from '../../drawing/picture.ts';
import { fill, outline } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { skyline } from '../city.ts';
import { midnight, orange, papers } from '../palette.ts';
import { type Scrap, throwScraps } from '../scraps.ts';

const roofs = 640;

/** Ten thousand scraps have made up their mind to be birds. */
export const flock: Shot = {
  name: 'flock',
  pictures: 96,
  look: { vignette: 0.7, bloomFrom: 0.75, bloom: 0.5 },
  open(stage) {
    ramp(stage.picture, [
      { at: 0, color: color('#1b1c8a') },
      { at: 250, color: color('#8a2ab0') },
      { at: 440, color: color('#ff4f86') },
      { at: 600, color: color('#ffae5a') },
      { at: 720, color: color('#ffd27a') },
    ]);
    skyline(stage, {
      ground: roofs,
      heights: [50, 190],
      wide: 58,
      tone: color('#7a2390'),
      lit: 0.55,
      shift: 20,
      seed: 51,
    });
    skyline(stage, { ground: 720, heights: [70, 210], wide: 96, tone: color('#23105e'), lit: 0.9, shift: 0, seed: 63 });
    const restore = keep(stage.picture);
    return (moment) => {
      restore();
      draw(stage, moment);
    };
  },
};

function draw(stage: Stage, { seconds }: Moment): void {
  glow(stage.light, { x: 820, y: 560, radius: 620, color: dim(orange, 0.3), tall: 0.6 });
  const t = seconds + 2.4;
  const birds: Scrap[] = [];
  const scraps: Scrap[] = [];
  for (let i = 0; i < 4600; i++) {
    const bird = birdAt(i, t);
    if (i % 5 < 3) birds.push(bird);
    else scraps.push(bird);
  }
  for (const back of [false, true]) {
    for (const bird of birds) if (bird.face < 0 === back) trace(stage, bird);
    fill(stage.picture, stage.stencil, { paint: back ? midnight : color('#2c1a6e') });
  }
  throwScraps(stage, scraps);
}

/** A ribbon that folds over itself: each bird keeps its place across, and glides along. */
function birdAt(i: number, t: number): Scrap {
  const along = (hash(i) + t * 0.03) % 1;
  const u = along * 2 - 1;
  const belly = Math.sin(along * Math.PI) ** 0.7;
  const spread = (20 + 190 * Math.abs(Math.sin(u * 1.9 + t * 0.8 + 1.2)) ** 1.2) * belly;
  const deep = hash(i + 5000) + hash(i + 6000) + hash(i + 7000) - 1.5;
  const wide = hash(i + 8000) + hash(i + 9000) - 1;
  const swirl = u * 4.2 - t * 1.5;
  const x = 650 + 470 * u + 70 * Math.sin(swirl) + wide * spread * 1.3;
  const y =
    290 + 110 * Math.sin(u * 3 + t * 0.7) * (0.5 + 0.5 * Math.abs(u)) + 36 * Math.cos(swirl) + deep * spread * 1.15;
  const near = 0.5 + 0.5 * Math.sin(u * 3 + t);
  const wave = Math.sin(u * 16 - t * 5 + deep * 2);
  return {
    ...{ x, y, size: 2.3 + 4.2 * near * hash(i + 3) ** 0.5, turn: Math.cos(u * 3.4 + t * 0.7) * 0.8 + (hash(i) - 0.5) },
    face: wave * Math.sin(t * 11 + i),
    paper: Math.floor(hash(i + 77) * papers.length),
  };
}

/** Two wings, up or down. */
function trace({ stencil }: Stage, { x, y, size, turn, face }: Scrap): void {
  const [cos, sin] = [Math.cos(turn) * size * 1.5, Math.sin(turn) * size * 1.5];
  const at = (px: number, py: number) => ({ x: x + px * cos - py * sin, y: y + px * sin + py * cos });
  outline(stencil, [at(0.35, 0), at(-0.2, -0.14), at(-0.45, -face)]);
  outline(stencil, [at(0.35, 0), at(-0.2, 0.14), at(-0.1, -face * 0.8)]);
}
