import type { Color } from '../drawing/color.ts';
import { disc, line, patch } from '../drawing/flat.ts';
import type { Stage } from '../film.ts';
import { ink, skin } from './palette.ts';

export interface Child {
  /** Between the feet. */
  readonly x: number;
  readonly y: number;
  /** Height in pixels. */
  readonly tall: number;
  readonly coat: Color;
  readonly cap: Color;
  /** -1 to 1: where in a step the feet are; 0 stands. */
  readonly step: number;
  /** 1 looks to the right, -1 to the left. */
  readonly facing: 1 | -1;
  /** Where the hand reaches: right and down of the shoulder, in heights. */
  readonly hand: readonly [number, number];
}

/** Somebody small, in a coat. Returns where the hand is. */
export function child(stage: Stage, { x, y, tall, coat, cap, step, facing, hand }: Child): readonly [number, number] {
  const at = (px: number, py: number): readonly [number, number] => [x + px * tall * facing, y + py * tall];
  line(stage, [at(-0.03, -0.3), at(-0.06 - 0.14 * step, -0.02)], tall * 0.085, ink);
  line(stage, [at(0.03, -0.3), at(0.06 + 0.14 * step, -0.02)], tall * 0.085, ink);
  const shoulder = at(0.02, -0.66);
  const palm = [shoulder[0] + hand[0] * tall * facing, shoulder[1] + hand[1] * tall] as const;
  patch(stage, [at(-0.1, -0.72), at(0.11, -0.72), at(0.2, -0.22), at(-0.2, -0.22)], coat);
  line(stage, [shoulder, palm], tall * 0.085, coat);
  disc(stage, { x: palm[0], y: palm[1], r: tall * 0.045 }, skin);
  const head = at(0.015, -0.84);
  disc(stage, { x: head[0], y: head[1], r: tall * 0.125 }, skin);
  const brow = Array.from({ length: 17 }, (_, i) => {
    const turn = Math.PI + (i / 16) * Math.PI;
    return [head[0] + Math.cos(turn) * tall * 0.14, head[1] - tall * 0.015 + Math.sin(turn) * tall * 0.14] as const;
  });
  patch(stage, brow, cap);
  disc(stage, { x: head[0], y: head[1] - tall * 0.16, r: tall * 0.035 }, cap);
  return palm;
}
