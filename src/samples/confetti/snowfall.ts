import { hash } from '../drawing/noise.ts';
import type { Scrap } from './scraps.ts';

export interface Fall {
  readonly count: number;
  readonly seconds: number;
  /** Half-lengths of the farthest and the nearest, in pixels. */
  readonly sizes: readonly [number, number];
  /** Pixels a second of the nearest. */
  readonly speed: number;
  /** Pixels a second to the right. */
  readonly wind: number;
  readonly seed: number;
}

/** Confetti that comes down without end: tumbling, swaying, the nearer the larger and faster. */
export function snowfall({ count, seconds, sizes, speed, wind, seed }: Fall): Scrap[] {
  return Array.from({ length: count }, (_, i) => {
    const n = i + seed * 10_000;
    const near = hash(n) ** 2;
    const tumble = 3 + 7 * hash(n + 0.1e6);
    const sway = Math.sin(seconds * (1.4 + 2 * hash(n + 0.2e6)) + i) * (10 + 34 * near);
    const run = (distance: number, span: number): number => (((distance % span) + span) % span) - (span - 1280) / 2;
    const fall = (hash(n + 0.3e6) * 840 + seconds * speed * (0.35 + 0.65 * near)) % 840;
    return {
      x: run(hash(n + 0.4e6) * 1440 + seconds * wind * (0.4 + 0.6 * near), 1440) + sway,
      y: fall - 60,
      size: sizes[0] + (sizes[1] - sizes[0]) * near,
      turn: hash(n + 0.5e6) * 6.3 + seconds * (hash(n + 0.6e6) - 0.5) * 6,
      face: Math.cos(seconds * tumble + i),
      paper: i,
    };
  });
}
