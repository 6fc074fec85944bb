import { color, dim, mix } from '../../drawing/color.ts';
import { clamp, smooth } from '../../drawing/ease.ts';
import { letters, write } from '../../drawing/lettering.ts';
import { glow } from '../../drawing/light.ts';
import { hash } from '../../drawing/noise.ts';
import { ramp } from '../../drawing/picture.ts';
import { fill, outline, stroke } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { magenta, midnight, papers, violet, white, yellow } from '../palette.ts';
import { type Scrap, throwScraps } from '../scraps.ts';

const middle = { x: 640, y: 372 };

/** Midnight: the film's name, and everything that was in the cannon. */
export const titleCard: Shot = {
  name: 'title',
  pictures: 96,
  look: { vignette: 0.9, bloomFrom: 0.62, bloom: 0.5 },
  open: (stage) => (moment) => draw(stage, moment),
  exposure: ({ seconds }) => 1 + 1.1 * Math.exp(-seconds * 9),
};

function draw(stage: Stage, { seconds }: Moment): void {
  const { picture, stencil, light } = stage;
  drawRays(stage, seconds);
  glow(light, { ...middle, radius: 620, color: dim(magenta, 0.4 + 0.8 * Math.exp(-seconds * 4)), tall: 0.8 });
  const all = burst(seconds);
  throwScraps(
    stage,
    all.filter(({ size }) => size < 8),
  );
  for (const [index, letter] of letters({ text: 'CONFETTI', x: 640, y: 312, size: 128, spacing: 0.22 }).entries()) {
    const seen = clamp((seconds - index * 0.035) / 0.3);
    if (seen === 0) continue;
    const bounce = 1 + 0.7 * Math.exp(-seen * 4) * Math.cos(seen * 9) - 0.013 * Math.cos(seen * 9);
    const hop = -9 * Math.exp(-((seconds * 2.5 - index * 0.18) % 2)) * (seconds > 0.8 ? 1 : 0);
    const lines = letter.strokes.map((points) =>
      points.map(({ x, y }) => ({ x: letter.x + (x - letter.x) * bounce, y: 376 + (y - 376) * bounce + hop })),
    );
    for (const points of lines)
      stroke(
        stencil,
        points.map(({ x, y }) => ({ x: x + 6, y: y + 8 })),
        19,
      );
    fill(picture, stencil, { paint: midnight, opacity: 0.75 });
    const tone = papers[index % papers.length] ?? white;
    for (const points of lines) stroke(stencil, points, 18);
    fill(picture, stencil, {
      paint: [
        { at: 300, color: mix(tone, white, 0.55) },
        { at: 400, color: tone },
      ],
    });
  }
  write(stencil, { text: 'A FILM BY BIJOU', x: 640, y: 508, size: 20, weight: 2.6, spacing: 0.46 });
  fill(picture, stencil, { paint: yellow, opacity: smooth(0.9, 1.4, seconds) });
  throwScraps(
    stage,
    all.filter(({ size }) => size >= 8),
  );
}

function drawRays({ picture, stencil }: Stage, seconds: number): void {
  ramp(picture, [
    { at: 0, color: color('#0c0a3c') },
    { at: 372, color: color('#3413a0') },
    { at: 720, color: color('#160a52') },
  ]);
  for (let i = 0; i < 28; i++) {
    const turn = (i / 28) * 2 * Math.PI + seconds * 0.22;
    outline(stencil, [
      middle,
      { x: middle.x + Math.cos(turn - 0.056) * 900, y: middle.y + Math.sin(turn - 0.056) * 900 },
      { x: middle.x + Math.cos(turn + 0.056) * 900, y: middle.y + Math.sin(turn + 0.056) * 900 },
    ]);
  }
  fill(picture, stencil, { paint: violet, opacity: 0.5 });
}

/** A cannon's worth: out at once, braked by the air, then down; the near ones fly past the lens. */
function burst(seconds: number): Scrap[] {
  return Array.from({ length: 1500 }, (_, i) => {
    const turn = hash(i) * 2 * Math.PI;
    const near = hash(i + 2000) ** 3;
    const reach = (140 + 760 * Math.sqrt(hash(i + 4000))) * (0.8 + near) * (1 - Math.exp(-seconds * (3.4 + 2 * near)));
    const flutter = Math.sin(seconds * (2 + 3 * hash(i + 6000)) + i) * 16;
    return {
      x: middle.x + Math.cos(turn) * reach * 1.15 + flutter,
      y: middle.y + Math.sin(turn) * reach * 0.78 + seconds * seconds * (14 + 30 * near) + seconds * 8,
      size: (2.6 + 4 * hash(i + 8000) + 15 * near) * Math.min(1, 0.3 + seconds * 3),
      turn: hash(i + 10_000) * 6.3 + seconds * (hash(i + 12_000) - 0.5) * 9,
      face: Math.cos(seconds * (4 + 8 * hash(i + 14_000)) + i),
      paper: i,
    };
  });
}
