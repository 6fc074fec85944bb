import { type Color, dim } from '../drawing/color.ts';
import { hash } from '../drawing/noise.ts';
import type { RampStop } from '../drawing/picture.ts';
import { fill, outline, oval, stroke } from '../drawing/shape.ts';
import type { Stage } from '../film.ts';

export interface Crowd {
  /** Row of the shoulders. */
  readonly row: number;
  /** Half a head's width, in pixels. */
  readonly head: number;
  readonly seconds: number;
  /** How many of a hundred have their arms up. */
  readonly arms: number;
  readonly rim: Color;
  readonly body: readonly RampStop[];
  readonly seed: number;
}

const beat = 12 / 30;

/** People from behind, up to the lower edge, on the beat: a dark shape with a rim of the light before them. */
export function crowd({ picture, stencil }: Stage, how: Crowd): void {
  trace(stencil, how, -2);
  fill(picture, stencil, { paint: dim(how.rim, 0.9) });
  trace(stencil, how, 1.6);
  fill(picture, stencil, { paint: how.body });
}

function trace(stencil: Stage['stencil'], { row, head, seconds, arms, seed }: Crowd, down: number): void {
  const pitch = head * 2.5;
  for (let i = -1; i * pitch < 1300; i++) {
    const n = seed * 100 + i;
    const phase = (seconds / beat + 0.2 * hash(n)) % 1;
    const hop = Math.abs(Math.sin(phase * Math.PI)) * head * (0.25 + 0.4 * hash(n + 5));
    const x = i * pitch + (hash(n + 1) - 0.5) * head * 1.2;
    const y = row + (hash(n + 2) - 0.5) * head * 1.6 - hop + down;
    oval(stencil, { x, y: y - head * 1.15, rx: head * 0.8, ry: head });
    const shoulders = Array.from({ length: 13 }, (_, k) => {
      const t = k / 6 - 1;
      return { x: x + t * head * 1.75, y: y + head * 1.2 * Math.abs(t) ** 2.6 };
    });
    outline(stencil, [...shoulders, { x: x + head * 2, y: 740 }, { x: x - head * 2, y: 740 }]);
    if (hash(n + 3) * 100 > arms) continue;
    for (const side of hash(n + 4) > 0.4 ? [-1, 1] : [1]) {
      const swing = Math.sin(seconds * 7.85 + n) * head * 0.5;
      stroke(
        stencil,
        [
          { x: x + side * head * 1.4, y: y + head * 0.7 },
          { x: x + side * head * 1.9, y: y - head * 1.2 },
          { x: x + side * head * 1.5 + swing, y: y - head * (3 + hash(n + 6)) },
        ],
        head * 0.5,
      );
    }
  }
}
