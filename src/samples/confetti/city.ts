import { type Color, dim } from '../drawing/color.ts';
import { hash } from '../drawing/noise.ts';
import { box } from '../drawing/picture.ts';
import { fill, outline } from '../drawing/shape.ts';
import type { Stage } from '../film.ts';
import { cyan, magenta, yellow } from './palette.ts';

export interface Skyline {
  readonly ground: number;
  /** Heights of the lowest and the highest tower. */
  readonly heights: readonly [number, number];
  readonly wide: number;
  readonly tone: Color;
  /** How bright the lit windows are. */
  readonly lit: number;
  readonly shift: number;
  readonly seed: number;
}

const lamps = [yellow, cyan, magenta, yellow] as const;

/** Towers side by side with lit windows, those of one colour painted at once. */
export function skyline({ picture, stencil }: Stage, how: Skyline): void {
  const { ground, heights, wide, seed } = how;
  const lit: { readonly x: number; readonly y: number; readonly lamp: number }[] = [];
  let left = -80 - how.shift;
  for (let i = 0; left < 1320; i++) {
    const width = wide * (0.7 + 0.7 * hash(seed + i));
    const tall = heights[0] + (heights[1] - heights[0]) * hash(seed + i * 3 + 1) ** 1.6;
    box(picture, { left, top: ground - tall, right: left + width - 2, bottom: ground }, { color: how.tone });
    if (hash(seed + i * 7) > 0.6)
      box(
        picture,
        { left: left + width * 0.47, top: ground - tall - 34, right: left + width * 0.5, bottom: ground - tall },
        { color: how.tone },
      );
    for (let y = ground - tall + 10; y < ground - 12; y += 13)
      for (let x = left + 6; x < left + width - 10; x += 10)
        if (hash(seed + Math.round(y) * 31 + i * 977 + Math.round((x - left) / 10)) > 0.62)
          lit.push({ x, y, lamp: Math.floor(hash(i + seed + Math.round(y)) * lamps.length) });
    left += width;
  }
  for (const [lamp, tone] of lamps.entries()) {
    for (const window of lit) {
      if (window.lamp !== lamp) continue;
      const { x, y } = window;
      outline(stencil, [
        { x, y },
        { x: x + 4.5, y },
        { x: x + 4.5, y: y + 6.5 },
        { x, y: y + 6.5 },
      ]);
    }
    fill(picture, stencil, { paint: dim(tone, how.lit) });
  }
}
