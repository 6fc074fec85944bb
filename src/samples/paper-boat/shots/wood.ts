import { type Color, color, dim, mix } from '../../drawing/color.ts';
import { smooth } from '../../drawing/ease.ts';
import { glow } from '../../drawing/light.ts';
import { mirror } from '../../drawing/mirror.ts';
import { hash, type NoiseTile, noiseTile, ramble, sample, wander } from '../../drawing/noise.ts';
import { ramp, speck } from '../../drawing/picture.ts';
import { ridge } from '../../drawing/ridge.ts';
import { fill, outline, type Point, taper } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { paperBoat } from '../boat.ts';

const bank = 500;
const firefly = color('#f4f08a');

/** A wood at night with a stream through it; fireflies, and the boat among them. */
export const wood: Shot = {
  name: 'wood',
  pictures: 80,
  look: { vignette: 1, bloomFrom: 0.5, bloom: 0.7 },
  open(stage) {
    const mist = noiseTile(256, { seed: 41, cells: 4, octaves: 4 });
    const ripples = noiseTile(256, { seed: 43, cells: 16, octaves: 2 });
    const line = new Float32Array(stage.picture.width);
    return (moment) => draw(stage, moment, { mist, ripples, line });
  },
};

interface Tools {
  readonly mist: NoiseTile;
  readonly ripples: NoiseTile;
  readonly line: Float32Array;
}

const layers = [
  { near: 0.12, count: 26, wide: 9, tone: color('#3d6a66'), seed: 1 },
  { near: 0.28, count: 17, wide: 17, tone: color('#274a4b'), seed: 2 },
  { near: 0.52, count: 11, wide: 30, tone: color('#163034'), seed: 3 },
] as const;

function draw(stage: Stage, { seconds }: Moment, tools: Tools): void {
  const pan = seconds * 30;
  const { picture, light } = stage;
  ramp(picture, [
    { at: 0, color: color('#0b1a1e') },
    { at: 240, color: color('#35625f') },
    { at: 380, color: color('#74998a') },
    { at: bank, color: color('#4d7a70') },
  ]);
  glow(light, { x: 700 - pan * 0.05, y: 300, radius: 560, color: dim(color('#cfe8c8'), 0.3), tall: 0.8 });
  for (const layer of layers) {
    drawMist(picture, seconds, { mist: tools.mist, strength: 0.16 * (1 - layer.near) });
    drawTrunks(stage, pan, layer);
    drawCanopy(stage, pan, { ...layer, line: tools.line });
    drawUndergrowth(stage, pan, { ...layer, line: tools.line });
  }
  drawFireflies(stage, seconds, { from: 0, to: 34, pan });
  mirror(picture, light, {
    horizon: bank,
    squeeze: 1.25,
    far: 0.85,
    near: 0.5,
    ground: color('#020607'),
    tile: tools.ripples,
    rippleX: 7,
    rippleY: 13,
    fineX: 0.16,
    fineY: 0.7,
    drift: seconds * 3,
  });
  const bob = Math.sin(seconds * 2);
  paperBoat(stage, { x: 360 + seconds * 62, y: 588 + bob * 2, size: 52, tilt: bob * 0.04, flame: 1, mirrored: 0.22 });
  drawFireflies(stage, seconds, { from: 34, to: 52, pan });
  drawForeground(stage, pan, seconds);
}

function drawMist(picture: Stage['picture'], seconds: number, how: { mist: NoiseTile; strength: number }): void {
  const { y, width } = picture;
  const { mist, strength } = how;
  for (let row = 150; row < bank; row += 2) {
    const fade = smooth(150, 400, row) * strength;
    for (let column = 0; column < width; column += 2) {
      const add = sample(mist, column * 0.12 + seconds * 4 + strength * 900, row * 0.3) * fade;
      const index = row * width + column;
      const below = index + width;
      y[index] = (y[index] as number) + add;
      y[index + 1] = (y[index + 1] as number) + add;
      y[below] = (y[below] as number) + add;
      y[below + 1] = (y[below + 1] as number) + add;
    }
  }
}

interface Layer {
  readonly near: number;
  readonly count: number;
  readonly wide: number;
  readonly tone: Color;
  readonly seed: number;
}

function drawTrunks({ picture, stencil }: Stage, pan: number, { near, count, wide, tone, seed }: Layer): void {
  const span = 1700;
  for (let i = 0; i < count; i++) {
    const chance = seed * 100 + i;
    const x = ((((i + hash(chance) * 0.8) / count) * span - pan * near * 3 + span) % span) - 200;
    const thick = wide * (0.6 + 0.8 * hash(chance + 50));
    trunk(stencil, { x, thick, foot: bank + near * 12, lean: (hash(chance + 30) - 0.5) * 40, seed: chance });
  }
  fill(picture, stencil, {
    paint: [
      { at: 0, color: dim(tone, 0.55) },
      { at: 330, color: tone },
      { at: bank, color: mix(tone, color('#6b968a'), 0.22 * (1 - near)) },
    ],
  });
}

function trunk(
  stencil: Stage['stencil'],
  how: { x: number; thick: number; foot: number; lean: number; seed: number },
): void {
  const { x, thick, foot, lean, seed } = how;
  const left: Point[] = [];
  const right: Point[] = [];
  for (let i = 0; i <= 14; i++) {
    const t = i / 14;
    const y = -10 + t * (foot + 10);
    const middle = x + lean * (1 - t) + wander(t * 4, seed) * thick * 0.35;
    const half = (thick / 2) * (0.72 + 0.3 * t + 0.9 * Math.max(0, t - 0.88) * 6);
    left.push({ x: middle - half, y });
    right.unshift({ x: middle + half, y });
  }
  outline(stencil, [...right, ...left]);
  for (let i = 0; i < 3; i++) {
    const t = 0.12 + 0.16 * i + 0.1 * hash(seed * 3 + i);
    const side = hash(seed * 5 + i) > 0.5 ? 1 : -1;
    const y = t * foot;
    const from = x + lean * (1 - t) + wander(t * 4, seed) * thick * 0.35;
    const reach = thick * (2.4 + 2.6 * hash(seed * 7 + i));
    const bough = Array.from({ length: 7 }, (_, k) => {
      const out = k / 6;
      const bend = 0.16 * Math.sin(out * 5 + seed) * reach * out;
      return { x: from + side * reach * out, y: y - reach * (0.2 * out + 0.42 * out * out) + bend };
    });
    taper(stencil, bough, thick * 0.34);
    const fork = bough[3] ?? { x: from, y };
    taper(
      stencil,
      [
        fork,
        { x: fork.x + side * reach * 0.2, y: fork.y + reach * 0.02 },
        { x: fork.x + side * reach * 0.42, y: fork.y - reach * 0.06 },
      ],
      thick * 0.16,
    );
  }
}

/** Leaves from above: a ridge turned over, drawn by turning its rows. */
function drawCanopy(
  { picture, stencil }: Stage,
  pan: number,
  { near, tone, seed, line }: Layer & { readonly line: Float32Array },
): void {
  const points: Point[] = [{ x: -20, y: -20 }];
  const step = 7;
  for (let x = -20; x <= 1300; x += step) {
    const at = x + pan * near * 3;
    const hang =
      70 +
      74 * (1 - near) * 0.4 +
      120 * ramble(at / 190, seed * 17, { octaves: 4 }) +
      16 * Math.abs(wander(at / 11, seed)) -
      line.length * 0.004;
    points.push({ x, y: hang });
  }
  points.push({ x: 1300, y: -20 });
  outline(stencil, points);
  fill(picture, stencil, {
    paint: [
      { at: 0, color: dim(tone, 0.35) },
      { at: 170, color: dim(tone, 0.7) },
    ],
    opacity: 0.92,
  });
}

function drawUndergrowth(
  { picture }: Stage,
  pan: number,
  { near, tone, seed, line }: Layer & { readonly line: Float32Array },
): void {
  for (let x = 0; x < line.length; x++) {
    const at = x + pan * near * 3;
    line[x] =
      bank -
      16 +
      near * 12 -
      34 * (0.5 + ramble(at / 130, seed * 29, { octaves: 3 })) -
      9 * Math.abs(wander(at / 6, seed + 3)) -
      7 * Math.abs(wander(at / 2.6, seed + 8));
  }
  ridge(picture, {
    line,
    soft: 1.6,
    until: bank,
    paint: [
      { at: bank - 60, color: dim(tone, 0.9) },
      { at: bank, color: dim(tone, 0.5) },
    ],
  });
}

function drawFireflies(
  { light, picture }: Stage,
  seconds: number,
  how: { from: number; to: number; pan: number },
): void {
  for (let i = how.from; i < how.to; i++) {
    const near = i >= 34 ? 1 : 0.25 + 0.5 * hash(i + 11);
    const pulse = Math.max(0, Math.sin(seconds * (1.1 + hash(i + 3)) * 1.4 + hash(i + 5) * 6.3)) ** 1.5;
    const x =
      ((hash(i) * 1400 - how.pan * near * 1.5 + 2800) % 1400) -
      60 +
      46 * Math.sin(seconds * 0.7 + i) +
      14 * Math.sin(seconds * 2.1 + i * 2);
    const high = i >= 34 ? 330 + hash(i + 400) * 290 : 240 + hash(i + 400) * 240;
    const y = high + 26 * Math.sin(seconds * 0.9 + i * 1.7);
    glow(light, { x, y, radius: 26 + 74 * near, color: dim(firefly, 0.34 * pulse), falloff: 4 });
    glow(light, { x, y, radius: 4 + 7 * near, color: dim(color('#fffbd0'), 1.1 * pulse), falloff: 1 });
    speck(picture, { x, y }, dim(firefly, 0.6 * pulse));
  }
}

/** Reeds and one dark trunk right before the lens. */
function drawForeground({ picture, stencil }: Stage, pan: number, seconds: number): void {
  for (let i = 0; i < 46; i++) {
    const x = ((hash(i + 800) * 1700 - pan * 2.6 + 3400) % 1700) - 200;
    const tall = 70 + 130 * hash(i + 820) * (0.4 + 0.6 * Math.abs(Math.cos((x - 640) / 700 + Math.PI / 2)));
    const sway = Math.sin(seconds * 1.3 + x * 0.01) * 8 + (hash(i + 840) - 0.5) * 50;
    outline(stencil, [
      { x: x + 5, y: 730 },
      { x: x - 5, y: 730 },
      { x: x + sway * 0.45 - 3, y: 725 - tall * 0.6 },
      { x: x + sway, y: 722 - tall },
      { x: x + sway * 0.45 + 3, y: 725 - tall * 0.6 },
    ]);
  }
  trunk(stencil, { x: 1205 - pan * 1.7, thick: 118, foot: 740, lean: 46, seed: 900 });
  fill(picture, stencil, {
    paint: [
      { at: 0, color: color('#050b0d') },
      { at: 560, color: color('#0a1718') },
      { at: 720, color: color('#030708') },
    ],
  });
}
