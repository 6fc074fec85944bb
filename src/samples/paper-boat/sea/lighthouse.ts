import { color } from '../../drawing/color.ts';
import { clamp, smooth } from '../../drawing/ease.ts';
import type { Light } from '../../drawing/light.ts';
import { hash } from '../../drawing/noise.ts';
import { box } from '../../drawing/picture.ts';
import { fill, outline, oval } from '../../drawing/shape.ts';
import type { Stage } from '../../film.ts';
import { paleBrass } from '../palette.ts';
import { horizon } from './sky.ts';

/** Where its light is. */
export const lamp = { x: 1010, y: 176 };

export function drawRock({ picture, stencil }: Stage): void {
  const rock = (shift: number): void => {
    const points = [{ x: 1300, y: 452 }];
    for (let i = 0; i <= 40; i++) {
      const x = 1300 - i * 11.5;
      const rise = 92 * smooth(840, 960, x) * (0.8 + 0.2 * hash(i)) * (1 - 0.35 * smooth(1080, 1280, x));
      points.push({ x, y: horizon + 36 - rise + shift });
    }
    points.push({ x: 800, y: horizon + 42 });
    for (let i = 0; i <= 22; i++) points.push({ x: 830 + i * 22, y: horizon + 44 + 6 * hash(i + 90) + i * 1.6 });
    outline(stencil, points);
  };
  rock(-2);
  fill(picture, stencil, { paint: color('#6f8094'), opacity: 0.5 });
  rock(0);
  fill(picture, stencil, {
    paint: [
      { at: 310, color: color('#182334') },
      { at: 420, color: color('#0a1018') },
    ],
  });
}

/** The tower, and the keeper's house. */
export function drawTower({ picture, stencil }: Stage): void {
  const { x, y } = lamp;
  outline(stencil, [
    { x: x - 15, y: y + 22 },
    { x: x + 15, y: y + 22 },
    { x: x + 25, y: 330 },
    { x: x - 25, y: 330 },
  ]);
  fill(picture, stencil, {
    paint: [
      { at: y, color: color('#8d98a8') },
      { at: 330, color: color('#4a586a') },
    ],
  });
  for (const band of [0, 1, 2]) {
    const top = y + 44 + band * 38;
    const wide = 17 + band * 2.6;
    outline(stencil, [
      { x: x - wide, y: top },
      { x: x + wide, y: top },
      { x: x + wide + 1.2, y: top + 18 },
      { x: x - wide - 1.2, y: top + 18 },
    ]);
  }
  fill(picture, stencil, { paint: color('#7a2036') });
  outline(stencil, [
    { x: x + 2, y: y + 22 },
    { x: x + 15, y: y + 22 },
    { x: x + 25, y: 330 },
    { x: x + 5, y: 330 },
  ]);
  fill(picture, stencil, { paint: color('#0a1220'), opacity: 0.5 });
  box(picture, { left: x - 22, top: y + 15, right: x + 22, bottom: y + 22 }, { color: color('#10161f') });
  box(picture, { left: x - 12, top: y - 13, right: x + 12, bottom: y + 15 }, { color: color('#ffe9b8') });
  for (const bar of [-12, -4, 4, 11])
    box(picture, { left: x + bar, top: y - 13, right: x + bar + 1.6, bottom: y + 15 }, { color: color('#10161f') });
  outline(stencil, [
    { x: x - 17, y: y - 12 },
    { x, y: y - 31 },
    { x: x + 17, y: y - 12 },
  ]);
  oval(stencil, { x, y: y - 32, rx: 3.5, ry: 3.5 });
  fill(picture, stencil, { paint: color('#10161f') });
  // the keeper is awake
  box(picture, { left: 1075, top: 296, right: 1132, bottom: 332 }, { color: color('#141d2a') });
  outline(stencil, [
    { x: 1069, y: 298 },
    { x: 1104, y: 274 },
    { x: 1139, y: 298 },
  ]);
  fill(picture, stencil, { paint: color('#1c2534') });
  box(picture, { left: 1088, top: 305, right: 1099, bottom: 318 }, { color: color('#ffc070') });
}

/** Both beams of the turning lamp, as seen from the side: long when they point across, short when they point at us. */
export function lightBeams(light: Light, turn: number): void {
  for (const side of [0, Math.PI]) {
    const across = Math.cos(turn + side);
    const towards = Math.sin(turn + side);
    const reach = 160 + 1240 * Math.abs(across);
    const open = 0.035 + 0.11 * clamp(towards);
    const strength = 0.34 + 0.3 * clamp(towards);
    cone(light, { direction: Math.sign(across) || 1, reach, open, strength, droop: towards * 0.05 });
  }
}

function cone(
  light: Light,
  how: { direction: number; reach: number; open: number; strength: number; droop: number },
): void {
  const { direction, reach, open, strength, droop } = how;
  const first = direction > 0 ? Math.floor(lamp.x / 2) : 0;
  const last = direction > 0 ? light.width : Math.floor(lamp.x / 2);
  for (let column = first; column < last; column++) {
    const along = Math.abs(column * 2 + 1 - lamp.x);
    if (along > reach) continue;
    const wide = 5 + along * open;
    const axis = lamp.y + along * droop;
    const fall = (1 - along / reach) ** 1.5 * strength;
    const top = Math.max(0, Math.floor((axis - wide) / 2));
    const bottom = Math.min(light.height - 1, Math.ceil((axis + wide) / 2));
    for (let row = top; row <= bottom; row++) {
      const off = (row * 2 + 1 - axis) / wide;
      const inside = 1 - off * off;
      if (inside <= 0) continue;
      const add = inside * fall;
      const index = row * light.width + column;
      light.y[index] = (light.y[index] as number) + paleBrass.y * add;
      light.u[index] = (light.u[index] as number) + paleBrass.u * add;
      light.v[index] = (light.v[index] as number) + paleBrass.v * add;
    }
  }
}
