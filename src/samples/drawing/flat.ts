import type { Stage } from '../film.ts';
import type { Color } from './color.ts';
import type { RampStop } from './picture.ts';
import { fill, outline, oval, type Point, stroke } from './shape.ts';

type Desk = Pick<Stage, 'picture' | 'stencil'>;

/** What a shape is painted with: one colour, or a vertical gradient. */
export type Paint = Color | readonly RampStop[];

/** Cut paper: one outline (pairs of x and y), one colour. */
export function patch(
  { picture, stencil }: Desk,
  points: readonly (readonly [number, number])[],
  paint: Paint,
  opacity = 1,
): void {
  outline(
    stencil,
    points.map(([x, y]) => ({ x, y })),
  );
  fill(picture, stencil, { paint, opacity });
}

export function disc(
  { picture, stencil }: Desk,
  at: Point & { readonly r: number; readonly ry?: number },
  paint: Paint,
  opacity = 1,
): void {
  oval(stencil, { x: at.x, y: at.y, rx: at.r, ry: at.ry ?? at.r });
  fill(picture, stencil, { paint, opacity });
}

export function line(
  { picture, stencil }: Desk,
  points: readonly (readonly [number, number])[],
  width: number,
  paint: Paint,
  opacity = 1,
): void {
  stroke(
    stencil,
    points.map(([x, y]) => ({ x, y })),
    width,
  );
  fill(picture, stencil, { paint, opacity });
}

/** Points of a cubic Bézier curve. */
export function curve(
  from: readonly [number, number],
  one: readonly [number, number],
  two: readonly [number, number],
  to: readonly [number, number],
  steps = 24,
): (readonly [number, number])[] {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps;
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
    return [
      a * from[0] + b * one[0] + c * two[0] + d * to[0],
      a * from[1] + b * one[1] + c * two[1] + d * to[1],
    ] as const;
  });
}
