import { color, dim } from '../../drawing/color.ts';
import { glow } from '../../drawing/light.ts';
import { fill, outline, oval, stroke } from '../../drawing/shape.ts';
import type { Stage } from '../../film.ts';
import { brass, candle, deepBrass } from '../palette.ts';

/** The lamp on the table, and a cup beside it that steams. */
export function drawLamp({ picture, stencil, light }: Stage, seconds: number): void {
  const rock = Math.sin(seconds * 7.2) * 1.1;
  const x = 1010;
  const y = 566 + rock;
  oval(stencil, { x, y: y + 12, rx: 40, ry: 9 });
  stroke(
    stencil,
    [
      { x, y: y + 8 },
      { x: x + rock * 0.4, y: y - 120 },
    ],
    7,
  );
  fill(picture, stencil, {
    paint: [
      { at: y - 120, color: brass },
      { at: y + 20, color: deepBrass },
    ],
  });
  const shade = (grow: number) => [
    { x: x - 40 - grow, y: y - 196 },
    { x: x + 40 + grow, y: y - 196 },
    { x: x + 82 + grow, y: y - 108 },
    { x: x - 82 - grow, y: y - 108 },
  ];
  outline(stencil, shade(0));
  fill(picture, stencil, {
    paint: [
      { at: y - 196, color: color('#a8402e') },
      { at: y - 140, color: color('#f09048') },
      { at: y - 108, color: color('#ffd48a') },
    ],
  });
  for (let pleat = -4; pleat <= 4; pleat++) {
    stroke(
      stencil,
      [
        { x: x + pleat * 9, y: y - 195 },
        { x: x + pleat * 18, y: y - 109 },
      ],
      1.4,
    );
    fill(picture, stencil, { paint: color('#8a2f22'), opacity: 0.4 });
  }
  stroke(
    stencil,
    [
      { x: x - 84, y: y - 107 },
      { x: x + 84, y: y - 107 },
    ],
    5,
  );
  fill(picture, stencil, { paint: color('#fff0c8') });
  // a cup
  outline(stencil, [
    { x: 800, y: y - 30 },
    { x: 852, y: y - 30 },
    { x: 843, y: y + 18 },
    { x: 809, y: y + 18 },
  ]);
  oval(stencil, { x: 826, y: y + 18, rx: 38, ry: 6 });
  fill(picture, stencil, {
    paint: [
      { at: y - 30, color: color('#f3dcb8') },
      { at: y + 24, color: color('#8a5a3a') },
    ],
  });
  for (let i = 0; i < 3; i++) {
    const steam = Array.from({ length: 12 }, (_, k) => ({
      x: 815 + i * 11 + Math.sin(k * 0.6 + seconds * 2.2 + i * 2) * (2 + k * 0.8),
      y: y - 36 - k * 7,
    }));
    stroke(stencil, steam, 3);
    fill(picture, stencil, { paint: color('#e8d8cc'), opacity: 0.1 });
  }
  glow(light, { x, y: y - 120, radius: 520, color: dim(candle, 0.34), falloff: 3 });
  glow(light, { x, y: y + 30, radius: 360, color: dim(candle, 0.3), tall: 0.35 });
}
