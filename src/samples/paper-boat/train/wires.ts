import { color } from '../../drawing/color.ts';
import { box } from '../../drawing/picture.ts';
import { fill, type Point, stroke } from '../../drawing/shape.ts';
import type { Stage } from '../../film.ts';

/** The row of the window's lower edge. */
export const sill = 540;

/** Telegraph wires that rise and fall, and the poles that flick by. */
export function drawWires({ picture, stencil }: Stage, seconds: number): void {
  const span = 760;
  const run = seconds * 820;
  for (const [wire, base] of [118, 140, 166].entries()) {
    const points: Point[] = [];
    for (let x = -20; x <= 1300; x += 20) {
      const t = ((((x + run) % span) + span) % span) / span;
      points.push({ x, y: base + (52 + wire * 4) * 4 * t * (1 - t) });
    }
    stroke(stencil, points, 1.5);
  }
  fill(picture, stencil, { paint: color('#0a0b12'), opacity: 0.75 });
  for (let i = 0; i < 3; i++) {
    const x = i * span - (run % span);
    for (let blur = -5; blur <= 5; blur++)
      box(
        picture,
        { left: x - 7 + blur * 3, top: 70, right: x + 7 + blur * 3, bottom: sill },
        { color: color('#07070b'), opacity: 0.17 },
      );
    box(picture, { left: x - 46, top: 112, right: x + 46, bottom: 122 }, { color: color('#07070b'), opacity: 0.6 });
  }
}
