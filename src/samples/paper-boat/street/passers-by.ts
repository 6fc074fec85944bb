import { color, dim } from '../../drawing/color.ts';
import { glow } from '../../drawing/light.ts';
import { fill, outline, oval, stroke } from '../../drawing/shape.ts';
import type { Stage } from '../../film.ts';
import { ground } from './place.ts';

/** Street lamps. */
export function drawLamps({ picture, stencil, light }: Stage, pan: number): void {
  for (const [x, tall, near] of [
    [560, 128, 0.5],
    [716, 104, 0.4],
    [860, 160, 0.7],
  ] as const) {
    const at = x - pan * near;
    stroke(
      stencil,
      [
        { x: at, y: ground },
        { x: at, y: ground - tall },
        { x: at + 10, y: ground - tall - 8 },
      ],
      3,
    );
    fill(picture, stencil, { paint: color('#10080b') });
    oval(stencil, { x: at + 12, y: ground - tall - 4, rx: 5.5, ry: 7 });
    fill(picture, stencil, { paint: color('#fff0cf') });
    glow(light, { x: at + 12, y: ground - tall - 4, radius: 190, color: dim(color('#ffbf73'), 0.4), falloff: 3 });
  }
}

/** Somebody under a red umbrella. */
export function drawWalker({ picture, stencil }: Stage, pan: number, seconds: number): void {
  const x = 566 + seconds * 20 - pan * 0.55;
  const step = Math.sin(seconds * 6.2);
  const bob = Math.abs(step) * 1.6;
  const foot = ground + 1;
  stroke(
    stencil,
    [
      { x, y: foot - 38 - bob },
      { x: x + step * 9, y: foot },
    ],
    6,
  );
  stroke(
    stencil,
    [
      { x, y: foot - 38 - bob },
      { x: x - step * 9, y: foot },
    ],
    6,
  );
  outline(stencil, [
    { x: x - 7, y: foot - 76 - bob },
    { x: x + 8, y: foot - 76 - bob },
    { x: x + 14, y: foot - 30 - bob },
    { x: x - 13, y: foot - 30 - bob },
  ]);
  oval(stencil, { x: x + 1, y: foot - 84 - bob, rx: 7, ry: 8.5 });
  stroke(
    stencil,
    [
      { x: x + 6, y: foot - 66 - bob },
      { x: x + 15, y: foot - 58 - bob },
      { x: x + 12, y: foot - 76 - bob },
    ],
    4.4,
  );
  fill(picture, stencil, { paint: color('#0d070a') });
  const top = foot - 122 - bob;
  const canopy = Array.from({ length: 21 }, (_, i) => {
    const angle = Math.PI + (i / 20) * Math.PI;
    return { x: x + 10 + Math.cos(angle) * 43, y: top + 28 + Math.sin(angle) * 28 };
  });
  const hem = Array.from({ length: 21 }, (_, i) => ({
    x: x + 53 - i * 4.3,
    y: top + 28 - 5 * Math.abs(Math.sin((i / 20) * Math.PI * 4)),
  }));
  outline(stencil, [...canopy, ...hem]);
  fill(picture, stencil, {
    paint: [
      { at: top, color: color('#d8334f') },
      { at: top + 28, color: color('#5c1526') },
    ],
  });
  stroke(
    stencil,
    [
      { x: x + 10, y: top + 20 },
      { x: x + 12, y: foot - 62 - bob },
    ],
    1.6,
  );
  fill(picture, stencil, { paint: color('#0d070a') });
}

/** A car that passes once, with its lamps on the wet stones. */
export function drawCar({ picture, stencil, light }: Stage, seconds: number): void {
  const x = 1420 - seconds * 560;
  const y = ground + 2;
  outline(stencil, [
    { x: x - 92, y: y - 10 },
    { x: x - 88, y: y - 32 },
    { x: x - 46, y: y - 38 },
    { x: x - 26, y: y - 60 },
    { x: x + 38, y: y - 60 },
    { x: x + 62, y: y - 37 },
    { x: x + 90, y: y - 32 },
    { x: x + 92, y: y - 10 },
  ]);
  oval(stencil, { x: x - 56, y: y - 10, rx: 14, ry: 14 });
  oval(stencil, { x: x + 56, y: y - 10, rx: 14, ry: 14 });
  fill(picture, stencil, {
    paint: [
      { at: y - 60, color: color('#33161f') },
      { at: y - 30, color: color('#180a10') },
      { at: y, color: color('#070405') },
    ],
  });
  stroke(
    stencil,
    [
      { x: x - 22, y: y - 56 },
      { x: x + 36, y: y - 56 },
    ],
    2,
  );
  fill(picture, stencil, { paint: color('#ff7d92'), opacity: 0.5 });
  oval(stencil, { x: x - 90, y: y - 26, rx: 5, ry: 5 });
  fill(picture, stencil, { paint: color('#fff6dc') });
  oval(stencil, { x: x + 91, y: y - 26, rx: 3, ry: 5 });
  fill(picture, stencil, { paint: color('#ff4a4a') });
  glow(light, { x: x - 96, y: y - 26, radius: 210, color: dim(color('#ffedc4'), 0.55), tall: 0.6, falloff: 3 });
  glow(light, { x: x + 92, y: y - 26, radius: 90, color: dim(color('#ff2a3a'), 0.5), falloff: 2 });
}
