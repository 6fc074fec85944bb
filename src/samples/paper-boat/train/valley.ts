import { color, dim } from '../../drawing/color.ts';
import { smooth } from '../../drawing/ease.ts';
import { glow } from '../../drawing/light.ts';
import { hash, type NoiseTile, ramble, sample, wander } from '../../drawing/noise.ts';
import { box, ramp, speck } from '../../drawing/picture.ts';
import { ridge } from '../../drawing/ridge.ts';
import { fill, outline, type Point } from '../../drawing/shape.ts';
import type { Stage } from '../../film.ts';
import { candle, moonlight, paleBrass } from '../palette.ts';

/** What is prepared once for the shot: cloud, and a row for the hills' line. */
export interface Tools {
  readonly clouds: NoiseTile;
  readonly line: Float32Array;
}

export function drawSky({ picture, light }: Stage, seconds: number, { clouds }: Tools): void {
  ramp(picture, [
    { at: 0, color: color('#10152a') },
    { at: 170, color: color('#222b48') },
    { at: 330, color: color('#585476') },
    { at: 420, color: color('#98747c') },
  ]);
  addClouds(picture, clouds, { drift: seconds * 3 });
  for (let i = 0; i < 90; i++)
    speck(
      picture,
      { x: hash(i) * 1280, y: hash(i + 100) ** 1.5 * 300 },
      dim(moonlight, 0.12 + 0.4 * hash(i + 200) ** 3),
    );
  const x = 452 + seconds * 2;
  glow(light, { x, y: 172, radius: 420, color: dim(color('#c9c6dc'), 0.3), falloff: 3 });
  glow(light, { x, y: 172, radius: 40, color: dim(color('#fff4dc'), 1.2), falloff: 0.4 });
  glow(light, { x: x - 8, y: 166, radius: 16, color: dim(color('#fff4dc'), -0.12), falloff: 1 });
}

/** Thin cloud over the upper sky, at half size. */
function addClouds({ y, width }: Stage['picture'], clouds: NoiseTile, { drift }: { readonly drift: number }): void {
  for (let row = 0; row < 330; row += 2) {
    const fade = smooth(330, 120, row) * 0.32;
    for (let column = 0; column < width; column += 2) {
      const cloud = sample(clouds, column * 0.11 + drift, row * 0.34) - 0.46;
      if (cloud <= 0) continue;
      const add = cloud * fade;
      const index = row * width + column;
      const below = index + width;
      y[index] = (y[index] as number) + add;
      y[index + 1] = (y[index + 1] as number) + add;
      y[below] = (y[below] as number) + add;
      y[below + 1] = (y[below + 1] as number) + add;
    }
  }
}

/** Hills at four distances, the river between them, a village by it. */
export function drawValley(stage: Stage, seconds: number, { line }: Tools): void {
  const { picture } = stage;
  const run = (speed: number): number => seconds * speed;
  for (let x = 0; x < line.length; x++) line[x] = 352 - 66 * (0.5 + ramble((x + run(16)) / 260, 3, { octaves: 4 }));
  ridge(picture, {
    line,
    soft: 2,
    paint: [
      { at: 280, color: color('#3c3d56') },
      { at: 420, color: color('#7a6470') },
    ],
  });
  for (let x = 0; x < line.length; x++) line[x] = 392 - 50 * (0.5 + ramble((x + run(44)) / 210, 9, { octaves: 4 }));
  ridge(picture, {
    line,
    soft: 1.5,
    paint: [
      { at: 340, color: color('#262a3e') },
      { at: 450, color: color('#554c5e') },
    ],
  });
  drawRiver(stage, seconds);
  drawVillage(stage, run(120));
  for (let x = 0; x < line.length; x++)
    line[x] =
      478 - 22 * (0.5 + ramble((x + run(210)) / 120, 15, { octaves: 3 })) - 9 * Math.abs(wander((x + run(210)) / 9, 5));
  ridge(picture, {
    line,
    soft: 4,
    paint: [
      { at: 450, color: color('#141826') },
      { at: 540, color: color('#0e0f18') },
    ],
  });
  for (let x = 0; x < line.length; x++)
    line[x] = 524 - 34 * (0.5 + wander((x + run(900)) / 150, 25)) - 10 * wander((x + run(900)) / 46, 26);
  ridge(picture, {
    line,
    soft: 26,
    paint: [
      { at: 480, color: color('#0b0c13') },
      { at: 560, color: color('#060609') },
    ],
  });
}

/** The river, pale under the moon; far off on it the boat's candle. */
function drawRiver({ picture, light, stencil }: Stage, seconds: number): void {
  const bend = (t: number): number => 420 + 22 * Math.sin(t * 5 + 0.6) + t * 22;
  const top: Point[] = [];
  const bottom: Point[] = [];
  for (let i = 0; i <= 40; i++) {
    const x = i * 34 - 40;
    const t = (x + seconds * 70) / 1280;
    const wide = 5 + 5 * Math.abs(Math.sin(t * 3.3));
    top.push({ x, y: bend(t) - wide });
    bottom.unshift({ x, y: bend(t) + wide });
  }
  outline(stencil, [...top, ...bottom]);
  fill(picture, stencil, {
    paint: [
      { at: 390, color: color('#a39aae') },
      { at: 480, color: color('#b7a8ac') },
    ],
    opacity: 0.8,
  });
  const x = 850 - seconds * 46;
  const y = bend((x + seconds * 70) / 1280);
  const flicker = 0.9 + 0.1 * Math.sin(seconds * 17);
  glow(light, { x, y, radius: 90, color: dim(candle, 0.5 * flicker), falloff: 3 });
  glow(light, { x, y, radius: 12, color: dim(paleBrass, 1.2 * flicker), falloff: 2 });
  for (let i = 1; i < 5; i++)
    speck(picture, { x: x + Math.sin(i * 3 + seconds * 5) * 2, y: y + i * 2.6 }, dim(candle, 0.7 - i * 0.12));
}

function drawVillage({ picture, light, stencil }: Stage, run: number): void {
  for (let i = 0; i < 26; i++) {
    const x = ((hash(i) * 2600 - run + 5200) % 2600) - 300 + (i % 5) * 14;
    const y = 446 + hash(i + 60) * 18;
    const wide = 14 + 10 * hash(i + 30);
    outline(stencil, [
      { x: x - wide, y: y + 14 },
      { x: x - wide, y: y - 9 },
      { x: x - wide * 0.4, y: y - 21 },
      { x: x + wide * 0.4, y: y - 21 },
      { x: x + wide, y: y - 9 },
      { x: x + wide, y: y + 14 },
    ]);
    fill(picture, stencil, {
      paint: [
        { at: y - 20, color: color('#23263a') },
        { at: y, color: color('#151827') },
      ],
    });
    const lit = { left: x - 4, top: y - 5, right: x + 2.5, bottom: y + 2 };
    box(picture, lit, { color: color('#ffc777') });
    glow(light, { x, y: y - 2, radius: 42, color: dim(candle, 0.2) });
  }
}
