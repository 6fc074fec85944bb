import { color, dim } from '../../drawing/color.ts';
import { disc, line } from '../../drawing/flat.ts';
import { letters } from '../../drawing/lettering.ts';
import { glow } from '../../drawing/light.ts';
import { ramp } from '../../drawing/picture.ts';
import { fill, oval, stroke } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { cyan, magenta, midnight, yellow } from '../palette.ts';
import { throwScraps } from '../scraps.ts';
import { snowfall } from '../snowfall.ts';

const beat = 12 / 30;
const numerals = ['XII', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI'];

/** The tower's clock, four seconds to midnight: each beat is one. */
export const clock: Shot = {
  name: 'clock',
  pictures: 48,
  look: { vignette: 1, bloomFrom: 0.6, bloom: 0.6 },
  open: (stage) => (moment) => draw(stage, moment),
  exposure: ({ progress }) => 1 + 1.6 * Math.max(0, progress - 0.88) ** 1.2,
};

function draw(stage: Stage, { seconds, progress }: Moment): void {
  const { picture, stencil, light } = stage;
  const count = Math.floor(seconds / beat + 1e-6);
  const since = seconds - count * beat;
  const kick = Math.exp(-since * 9);
  const zoom = 1 + 0.1 * progress + 0.035 * kick;
  const [x, y, r] = [640, 372, 300 * zoom];
  ramp(picture, [
    { at: 0, color: midnight },
    { at: 720, color: color('#2a1a78') },
  ]);
  glow(light, { x, y, radius: 760, color: dim(color('#ff9a4a'), 0.34 + 0.2 * kick), falloff: 2 });
  disc(stage, { x, y, r: r + 44 * zoom }, color('#12103a'));
  ring(stage, { x, y, r: r + 26 * zoom, width: 9 }, color('#c98a3a'));
  ring(stage, { x, y, r: r + 8 * zoom, width: 3 }, color('#f7d488'));
  disc(stage, { x, y, r }, [
    { at: y - r, color: color('#fff0c8') },
    { at: y + r, color: color('#ffb765') },
  ]);
  for (let i = 0; i < 60; i++) {
    const turn = (i / 60) * 2 * Math.PI;
    const inner = r * (i % 5 === 0 ? 0.89 : 0.93);
    stroke(stencil, [at({ x, y }, turn, inner), at({ x, y }, turn, r * 0.965)], i % 5 === 0 ? 6 : 2.4);
  }
  for (const [i, text] of numerals.entries()) {
    const place = at({ x, y }, (i / 12) * 2 * Math.PI, r * 0.745);
    for (const { strokes } of letters({ text, x: place.x, y: place.y - 25 * zoom, size: 50 * zoom, spacing: 0.16 }))
      for (const points of strokes) stroke(stencil, points, 6.4 * zoom);
  }
  fill(picture, stencil, { paint: midnight });
  const minute = ((count - 4) / 60) * 0.1 - 0.02;
  hand(stage, { x, y, turn: minute / 12 - 0.01, length: r * 0.5, width: 19 * zoom });
  hand(stage, { x, y, turn: minute, length: r * 0.8, width: 12 * zoom });
  const tick = ((count - 4 + 0.16 * Math.sin(since * 40) * Math.exp(-since * 16)) / 60) * 2 * Math.PI;
  const tip = at({ x, y }, tick, r * 0.9);
  const end = at({ x, y }, tick, -r * 0.2);
  line(
    stage,
    [
      [end.x, end.y],
      [tip.x, tip.y],
    ],
    4.5 * zoom,
    magenta,
  );
  disc(stage, { x, y, r: 15 * zoom }, midnight);
  disc(stage, { x, y, r: 6 * zoom }, yellow);
  glow(light, { x, y: y - r, radius: 240, color: dim(cyan, 0.1 + 0.3 * kick) });
  throwScraps(stage, snowfall({ count: 170, seconds, sizes: [2, 7], speed: 240, wind: 60, seed: 9 }), 0.8);
}

function at({ x, y }: { x: number; y: number }, turn: number, reach: number): { x: number; y: number } {
  return { x: x + Math.sin(turn) * reach, y: y - Math.cos(turn) * reach };
}

function ring(
  stage: Stage,
  how: { x: number; y: number; r: number; width: number },
  paint: ReturnType<typeof color>,
): void {
  const points = Array.from({ length: 97 }, (_, i) => at(how, (i / 96) * 2 * Math.PI, how.r));
  stroke(stage.stencil, points, how.width);
  fill(stage.picture, stage.stencil, { paint });
}

function hand(stage: Stage, how: { x: number; y: number; turn: number; length: number; width: number }): void {
  stroke(stage.stencil, [at(how, how.turn, -how.length * 0.16), at(how, how.turn, how.length)], how.width);
  const middle = at(how, how.turn, how.length * 0.62);
  oval(stage.stencil, { ...middle, rx: how.width * 0.95, ry: how.width * 0.95 });
  fill(stage.picture, stage.stencil, { paint: midnight });
}
