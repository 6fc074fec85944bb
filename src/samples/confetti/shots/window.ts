import { color, dim } from '../../drawing/color.ts';
import { glow } from '../../drawing/light.ts';
import { hash } from '../../drawing/noise.ts';
import { ramp, streak } from '../../drawing/picture.ts';
import { fill, oval } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { cyan, lime, magenta, midnight, orange, white, yellow } from '../palette.ts';
import { throwScraps } from '../scraps.ts';

const tones = [magenta, cyan, yellow, orange, lime];

/** From a tram in the rain: the city is nothing but lights, and scraps that stick to the glass. */
export const tramWindow: Shot = {
  name: 'window',
  pictures: 48,
  look: { vignette: 1, bloomFrom: 0.7, bloom: 0.4 },
  open: (stage) => (moment) => draw(stage, moment),
};

function draw(stage: Stage, { seconds }: Moment): void {
  const { picture, light } = stage;
  ramp(picture, [
    { at: 0, color: color('#0a0f48') },
    { at: 360, color: color('#3a1478') },
    { at: 720, color: midnight },
  ]);
  for (let i = 0; i < 74; i++) {
    const near = hash(i + 40);
    const span = 1700;
    const x = span - ((hash(i) * span + seconds * (260 + 900 * near ** 2)) % span) - 200;
    const y = 90 + 500 * hash(i + 90) + 8 * Math.sin(seconds * 13 + i);
    const tone = tones[i % tones.length] ?? white;
    glow(light, { x, y, radius: 26 + 74 * near, color: dim(tone, 0.72), falloff: 0.3 });
  }
  for (let i = 0; i < 300; i++) {
    const y = ((hash(i + 300) * 900 + seconds * (900 + 500 * hash(i))) % 900) - 100;
    const x = hash(i + 700) * 1600 - 160 - y * 0.35;
    streak(picture, { x, y, lean: -0.35, length: 40 + 50 * hash(i + 1), light: 0.14 });
  }
  drops(stage, seconds);
  const stuck = Array.from({ length: 26 }, (_, i) => ({
    x: hash(i + 61) * 1280 - seconds * 14 * hash(i),
    y: hash(i + 62) * 720 + seconds * 30 * hash(i + 63),
    size: 12 + 16 * hash(i + 64),
    turn: hash(i + 65) * 6,
    face: hash(i + 66) > 0.3 ? 1 : -1,
    paper: i,
  }));
  throwScraps(stage, stuck);
}

/** Water on the glass: dark above, light below, as a lens turns the street upside down. */
function drops({ picture, stencil }: Stage, seconds: number): void {
  const all = Array.from({ length: 420 }, (_, i) => {
    const r = 1.8 + 12 * hash(i + 11) ** 3;
    const slip = r > 4 ? seconds * (60 + 160 * hash(i + 12)) : 0;
    return { x: hash(i + 13) * 1280 - slip * 0.3, y: ((hash(i + 14) * 760 + slip) % 760) - 20, r };
  });
  for (const { x, y, r } of all) oval(stencil, { x, y, rx: r, ry: r * 1.2 });
  fill(picture, stencil, { paint: midnight, opacity: 0.55 });
  for (const { x, y, r } of all) oval(stencil, { x: x + r * 0.1, y: y + r * 0.42, rx: r * 0.62, ry: r * 0.5 });
  fill(picture, stencil, { paint: color('#b8a0ff'), opacity: 0.6 });
  for (const { x, y, r } of all)
    if (r > 2.5) oval(stencil, { x: x - r * 0.3, y: y - r * 0.45, rx: r * 0.2, ry: r * 0.2 });
  fill(picture, stencil, { paint: white });
}
