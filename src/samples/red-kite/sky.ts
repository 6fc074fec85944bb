import type { Color } from '../drawing/color.ts';
import { line } from '../drawing/flat.ts';
import { hash } from '../drawing/noise.ts';
import { fill, outline } from '../drawing/shape.ts';
import type { Stage } from '../film.ts';

/** A flat-bottomed cloud of half rounds. `size` is half its width. */
export function cloud(
  { picture, stencil }: Stage,
  { x, y, size, seed = 1 }: { x: number; y: number; size: number; seed?: number },
  paint: Color,
  opacity = 1,
): void {
  const parts = 5;
  for (let i = 0; i < parts; i++) {
    const off = (i / (parts - 1)) * 2 - 1;
    const r = size * (0.2 + 0.26 * (1 - off * off)) * (0.8 + 0.4 * hash(seed * 31 + i));
    const middle = x + off * size * 0.72;
    outline(
      stencil,
      Array.from({ length: 21 }, (_, k) => {
        const turn = Math.PI + (k / 20) * Math.PI;
        return { x: middle + Math.cos(turn) * r * 1.25, y: y + Math.sin(turn) * r };
      }),
    );
  }
  fill(picture, stencil, { paint, opacity });
}

/** Short level strokes on water that slide and come and go slowly, finer towards the horizon. */
export function glints(
  stage: Stage,
  where: { from: number; to: number; middle: number; spread: number; count: number; seconds: number; seed?: number },
  paint: Color,
  opacity: number,
): void {
  const { from, to, middle, spread, count, seconds, seed = 0 } = where;
  for (let i = 0; i < count; i++) {
    const depth = (i + 0.5) / count;
    const y = from + (to - from) * depth ** 1.6;
    const phase = seconds * (0.25 + 0.2 * hash(i + seed)) + hash(i + seed + 50);
    const turn = Math.floor(phase);
    const life = Math.sin((phase - turn) * Math.PI);
    const x = middle + (hash(i * 17 + turn * 91 + seed) - 0.5) * 2 * spread * (0.35 + 0.65 * depth);
    const long = (8 + 60 * depth) * (0.5 + 0.8 * hash(i + seed + 9)) * life;
    if (long < 2) continue;
    line(
      stage,
      [
        [x - long, y],
        [x + long, y],
      ],
      1.2 + 3.2 * depth,
      paint,
      opacity,
    );
  }
}
