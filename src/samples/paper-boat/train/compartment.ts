import { color, dim, mix } from '../../drawing/color.ts';
import { glow } from '../../drawing/light.ts';
import { hash } from '../../drawing/noise.ts';
import { streak } from '../../drawing/picture.ts';
import { fill, hole, outline, oval, type Point, stroke } from '../../drawing/shape.ts';
import type { Stage } from '../../film.ts';
import { brass, candle, deepBrass, paleBrass, velvet } from '../palette.ts';
import { sill } from './wires.ts';

/** The window's brass rim, curtains, a table, and somebody asleep; all of it rocks. */
export function drawCompartment({ picture, stencil, light }: Stage, seconds: number): void {
  const rock = Math.sin(seconds * 7.2) * 1.1 + Math.sin(seconds * 11.7) * 0.5;
  // the glass: a ghost of the lamp, and a little rain that has dried to trails
  glow(light, { x: 806, y: 268 + rock, radius: 150, color: dim(candle, 0.12), falloff: 2, tall: 0.9 });
  for (let i = 0; i < 46; i++) {
    const y = ((hash(i + 70) * 640 + seconds * (8 + 30 * hash(i + 20) ** 4)) % 640) - 40;
    streak(picture, { x: 150 + hash(i) * 980, y, lean: 0.35, length: 10 + hash(i + 9) * 22, light: 0.05 });
  }
  const wood = color('#1d0f0c');
  const left = 116 + rock * 0.4;
  const right = 1172 + rock * 0.4;
  const top = 58 + rock;
  const bottom = sill + rock;
  const corner = 46;
  const glass = (grow: number) =>
    rounded({ left: left + grow, top: top + grow, right: right - grow, bottom: bottom - grow, corner });
  outline(stencil, [
    { x: -10, y: -10 },
    { x: 1290, y: -10 },
    { x: 1290, y: 730 },
    { x: -10, y: 730 },
  ]);
  hole(stencil, glass(0));
  fill(picture, stencil, {
    paint: [
      { at: 0, color: dim(wood, 0.5) },
      { at: 420, color: mix(wood, color('#6a3218'), 0.3) },
      { at: 720, color: dim(wood, 0.7) },
    ],
  });
  for (const [grow, width, tone] of [
    [-4, 9, deepBrass],
    [-3, 5, mix(deepBrass, brass, 0.7)],
    [0, 1.6, paleBrass],
  ] as const) {
    const rim = glass(grow);
    stroke(stencil, [...rim, ...rim.slice(0, 1)], width);
    fill(picture, stencil, {
      paint: [
        { at: 0, color: dim(tone, 0.4) },
        { at: 520, color: dim(tone, 0.9) },
      ],
    });
  }
  drawCurtains(stencil, picture, rock);
  // the table
  outline(stencil, [
    { x: 470, y: 566 + rock },
    { x: 1290, y: 560 + rock },
    { x: 1290, y: 740 },
    { x: 380, y: 740 },
  ]);
  fill(picture, stencil, {
    paint: [
      { at: 560, color: color('#7a3f1e') },
      { at: 640, color: color('#4a2312') },
      { at: 720, color: color('#241009') },
    ],
  });
  stroke(
    stencil,
    [
      { x: 470, y: 566 + rock },
      { x: 1290, y: 560 + rock },
    ],
    4,
  );
  fill(picture, stencil, { paint: brass, opacity: 0.75 });
  drawPassenger(stencil, picture, seconds, rock);
}

function rounded({
  left,
  top,
  right,
  bottom,
  corner,
}: {
  left: number;
  top: number;
  right: number;
  bottom: number;
  corner: number;
}): readonly Point[] {
  const corners = [
    [right - corner, bottom - corner, 0],
    [left + corner, bottom - corner, 90],
    [left + corner, top + corner, 180],
    [right - corner, top + corner, 270],
  ] as const;
  return corners.flatMap(([x, y, from]) =>
    Array.from({ length: 10 }, (_, i) => {
      const angle = ((from + i * 10) * Math.PI) / 180;
      return { x: x + Math.cos(angle) * corner, y: y + Math.sin(angle) * corner };
    }),
  );
}

function drawCurtains(stencil: Stage['stencil'], picture: Stage['picture'], rock: number): void {
  for (const side of [0, 1]) {
    for (let fold = 0; fold < 6; fold++) {
      const x = side === 0 ? 74 + fold * 18 : 1214 - fold * 18;
      const tied = (y: number): number => Math.exp(-(((y - 400) / 90) ** 2)) * (side === 0 ? -1 : 1) * fold * 7;
      const points = Array.from({ length: 15 }, (_, i) => ({ x: x + tied(i * 40) + rock * (i / 14), y: i * 42 }));
      stroke(stencil, points, 19);
      const lit = side === 1 ? 1.1 : 0.55;
      fill(picture, stencil, {
        paint: [
          { at: 0, color: dim(velvet, 0.16) },
          { at: 380, color: dim(velvet, lit * (0.42 + 0.28 * (fold % 2))) },
          { at: 600, color: dim(velvet, 0.2) },
        ],
      });
    }
  }
}

/** Someone asleep against the window's frame: a dark shape with a warm edge. */
function drawPassenger(stencil: Stage['stencil'], picture: Stage['picture'], seconds: number, rock: number): void {
  const breath = Math.sin(seconds * 1.6) * 1.5;
  const body = (shift: number): void => {
    const x = 206 + shift + rock;
    const y = 392 + breath;
    oval(stencil, { x, y, rx: 46, ry: 58 });
    oval(stencil, { x: x - 30, y: y - 42, rx: 26, ry: 24 });
    const shoulders = Array.from({ length: 25 }, (_, i) => {
      const t = (i / 24) * 2 - 1;
      return { x: x + t * 215, y: y + 62 + 190 * Math.abs(t) ** 2.4 - 34 * Math.exp(-((t / 0.14) ** 2)) };
    });
    outline(stencil, [...shoulders, { x: x + 235, y: 740 }, { x: x - 235, y: 740 }]);
  };
  body(4);
  fill(picture, stencil, { paint: color('#c9803f'), opacity: 0.75 });
  body(0);
  fill(picture, stencil, {
    paint: [
      { at: 320, color: color('#24120f') },
      { at: 560, color: color('#170b0b') },
      { at: 720, color: color('#0a0506') },
    ],
  });
}
