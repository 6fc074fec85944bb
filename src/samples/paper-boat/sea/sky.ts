import { color, dim } from '../../drawing/color.ts';
import { smooth } from '../../drawing/ease.ts';
import { glow } from '../../drawing/light.ts';
import { hash, type NoiseTile, sample } from '../../drawing/noise.ts';
import { ramp, speck } from '../../drawing/picture.ts';
import { fill, oval } from '../../drawing/shape.ts';
import type { Stage } from '../../film.ts';
import { moonlight } from '../palette.ts';

export const horizon = 372;

export const moonX = 420;

export interface Tools {
  readonly clouds: NoiseTile;
  readonly waves: NoiseTile;
}

/** Night, stars, and thin cloud that is bright about the moon. */
export function drawSky({ picture, light }: Stage, seconds: number, { clouds }: Tools): void {
  ramp(picture, [
    { at: 0, color: color('#0a1122') },
    { at: 180, color: color('#16263f') },
    { at: horizon - 60, color: color('#37506a') },
    { at: horizon, color: color('#68788a') },
  ]);
  for (let i = 0; i < 170; i++) {
    const twinkle = 0.75 + 0.25 * Math.sin(seconds * (2 + 3 * hash(i + 60)) + i);
    speck(
      picture,
      { x: hash(i) * 1280, y: hash(i + 500) ** 1.4 * 330 },
      dim(moonlight, twinkle * (0.1 + 0.7 * hash(i + 900) ** 4)),
    );
  }
  glow(light, { x: moonX, y: 150, radius: 560, color: dim(color('#a9b8d8'), 0.3), falloff: 3 });
  const { y, width } = picture;
  for (let row = 0; row < horizon; row += 2) {
    const band = smooth(0, 90, row) * smooth(horizon + 20, 220, row);
    const away = ((row - 150) / 240) ** 2;
    for (let column = 0; column < width; column += 2) {
      const cloud = sample(clouds, column * 0.1 + seconds * 2.4, row * 0.42 + 20) - 0.5;
      if (cloud <= 0) continue;
      const near = 1 / (1 + away * 3 + ((column - moonX) / 260) ** 2 * 2);
      const add = cloud * band * (0.12 + 0.85 * near);
      const index = row * width + column;
      const below = index + width;
      y[index] = (y[index] as number) + add;
      y[index + 1] = (y[index + 1] as number) + add;
      y[below] = (y[below] as number) + add;
      y[below + 1] = (y[below + 1] as number) + add;
    }
  }
}

export function moon({ picture, stencil }: Pick<Stage, 'picture' | 'stencil'>): void {
  oval(stencil, { x: moonX, y: 150, rx: 38, ry: 38 });
  fill(picture, stencil, {
    paint: [
      { at: 112, color: color('#fff8e6') },
      { at: 190, color: color('#e6dcc8') },
    ],
  });
  for (const [dx, dy, r] of [
    [-10, -8, 9],
    [12, 4, 12],
    [-4, 16, 7],
    [16, -16, 5],
  ] as const) {
    oval(stencil, { x: moonX + dx, y: 150 + dy, rx: r, ry: r * 0.9 });
    fill(picture, stencil, { paint: color('#c9c0b4'), opacity: 0.4 });
  }
}
