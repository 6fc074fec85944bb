import { color, dim, mix } from '../drawing/color.ts';
import { glow } from '../drawing/light.ts';
import { fill, outline, type Point } from '../drawing/shape.ts';
import type { Stage } from '../film.ts';
import { candle } from './palette.ts';

export interface Boat extends Point {
  /** Half of its length, in pixels. `y` is where it meets the water. */
  readonly size: number;
  /** Radians. */
  readonly tilt: number;
  /** Brightness of its candle. */
  readonly flame: number;
  /** How much of its mirror image is seen on the water, 0 to 1. */
  readonly mirrored: number;
}

const bright = color('#f3e3c8');
const shaded = color('#a98d78');
const night = color('#3a3440');

const leftHull = [-1, -0.3, -0.6, 0.28, 0.05, 0.28, 0, -0.04] as const;
const rightHull = [0, -0.04, 0.05, 0.28, 0.6, 0.28, 1, -0.3] as const;
const leftSail = [-0.4, -0.12, 0, -0.72, 0.02, -0.02] as const;
const rightSail = [0.02, -0.02, 0, -0.72, 0.4, -0.12] as const;

/** The film's hero: a folded paper boat with a candle in it. */
export function paperBoat(stage: Stage, boat: Boat): void {
  if (boat.mirrored > 0) paint(stage, boat, { flip: -0.7, opacity: boat.mirrored });
  paint(stage, boat, { flip: 1, opacity: 1 });
  const { x, y, size, flame } = boat;
  glow(stage.light, { x, y: y - size * 0.3, radius: size * 6, color: dim(candle, 0.34 * flame), falloff: 3 });
  glow(stage.light, { x, y: y - size * 0.22, radius: size * 1.3, color: dim(candle, 0.5 * flame), falloff: 2 });
  if (boat.mirrored > 0)
    glow(stage.light, { x, y: y + size * 1.2, radius: size * 1.5, color: dim(candle, 0.3 * flame), tall: 1.8 });
}

function paint({ picture, stencil }: Stage, boat: Boat, how: { flip: number; opacity: number }): void {
  const lit = Math.min(1, boat.flame);
  const parts = [
    [leftSail, mix(night, bright, 0.35 + 0.6 * lit)],
    [rightSail, mix(night, shaded, 0.35 + 0.6 * lit)],
    [leftHull, mix(night, bright, 0.28 + 0.5 * lit)],
    [rightHull, mix(night, shaded, 0.22 + 0.5 * lit)],
  ] as const;
  const cos = Math.cos(boat.tilt) * boat.size;
  const sin = Math.sin(boat.tilt) * boat.size;
  for (const [numbers, paper] of parts) {
    const points: Point[] = [];
    for (let i = 0; i < numbers.length; i += 2) {
      const px = numbers[i] ?? 0;
      const py = (numbers[i + 1] ?? 0) - 0.26;
      points.push({ x: boat.x + px * cos - py * sin, y: boat.y + (px * sin + py * cos) * how.flip });
    }
    outline(stencil, points);
    fill(picture, stencil, { paint: paper, opacity: how.opacity });
  }
}
