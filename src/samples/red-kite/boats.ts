import type { Color } from '../drawing/color.ts';
import { line, patch } from '../drawing/flat.ts';
import type { Stage } from '../film.ts';
import { cream, ink } from './palette.ts';

export interface Sail {
  readonly x: number;
  /** Waterline. */
  readonly y: number;
  /** Height of the mast. */
  readonly size: number;
  readonly hull: Color;
  readonly sail: Color;
  /** Radians. */
  readonly tilt: number;
}

/** A small sailing boat, and a pale copy of it upside down on the water. */
export function sailBoat(stage: Stage, boat: Sail): void {
  paint(stage, boat, { flip: -0.55, opacity: 0.25 });
  paint(stage, boat, { flip: 1, opacity: 1 });
}

function paint(stage: Stage, { x, y, size, hull, sail, tilt }: Sail, how: { flip: number; opacity: number }): void {
  const cos = Math.cos(tilt) * size;
  const sin = Math.sin(tilt) * size;
  const at = (px: number, py: number): readonly [number, number] => [
    x + px * cos - py * sin,
    y + (px * sin + py * cos) * how.flip,
  ];
  patch(stage, [at(-0.06, -0.2), at(-0.03, -1), at(-0.46, -0.22)], cream, how.opacity);
  patch(stage, [at(0.03, -0.18), at(0.03, -0.92), at(0.42, -0.2)], sail, how.opacity);
  line(stage, [at(0, -0.08), at(0, -1.05)], Math.max(1.4, size * 0.025), ink, how.opacity);
  patch(stage, [at(-0.5, -0.14), at(0.52, -0.14), at(0.36, 0.06), at(-0.36, 0.06)], hull, how.opacity);
}
