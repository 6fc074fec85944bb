import { color, dim, mix } from '../../drawing/color.ts';
import { smooth } from '../../drawing/ease.ts';
import { glow, type Light, pour } from '../../drawing/light.ts';
import { mirror } from '../../drawing/mirror.ts';
import { hash, type NoiseTile, noiseTile, ramble, wander } from '../../drawing/noise.ts';
import { box, ramp, speck } from '../../drawing/picture.ts';
import { ridge } from '../../drawing/ridge.ts';
import { fill, outline } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { paperBoat } from '../boat.ts';
import { candle, moonlight } from '../palette.ts';

const shore = 476;

/** Northern lights over snow mountains, and all of it again in a lake; the boat crosses. */
export const aurora: Shot = {
  name: 'aurora',
  pictures: 80,
  look: { vignette: 0.85, bloomFrom: 0.55, bloom: 0.5 },
  open(stage) {
    const ripples = noiseTile(256, { seed: 61, cells: 16, octaves: 2 });
    const line = new Float32Array(stage.picture.width);
    return (moment) => draw(stage, moment, { ripples, line });
  },
};

interface Tools {
  readonly ripples: NoiseTile;
  readonly line: Float32Array;
}

function draw(stage: Stage, { seconds }: Moment, tools: Tools): void {
  const { picture, light } = stage;
  const pan = seconds * 14;
  ramp(picture, [
    { at: 0, color: color('#070c1c') },
    { at: 220, color: color('#11233d') },
    { at: 400, color: color('#234a5c') },
    { at: shore, color: color('#28505a') },
  ]);
  for (let i = 0; i < 260; i++) {
    const twinkle = 0.7 + 0.3 * Math.sin(seconds * (2 + 3 * hash(i + 60)) + i);
    speck(
      picture,
      { x: hash(i + 3) * 1280 - pan * 0.04, y: hash(i + 500) * 400 },
      dim(moonlight, twinkle * (0.1 + 0.75 * hash(i + 900) ** 4)),
    );
  }
  drawCurtains(light, seconds);
  pour(light, picture);
  drawMountains(stage, pan, tools.line);
  drawShore(stage, pan, tools.line);
  mirror(picture, light, {
    horizon: shore,
    squeeze: 1.6,
    far: 0.9,
    near: 0.66,
    ground: color('#02060a'),
    tile: tools.ripples,
    rippleX: 5,
    rippleY: 12,
    fineX: 0.14,
    fineY: 0.6,
    drift: seconds * 2.5,
  });
  const bob = Math.sin(seconds * 1.7);
  paperBoat(stage, { x: 610 + seconds * 30, y: 604 + bob * 1.5, size: 40, tilt: bob * 0.03, flame: 1, mirrored: 0.2 });
}

const bands = [
  { base: 318, tall: 300, tone: color('#3dffa8'), power: 1.35, seed: 3, speed: 0.16, sway: 58 },
  { base: 236, tall: 240, tone: color('#46f0c8'), power: 1.1, seed: 13, speed: -0.12, sway: 72 },
  { base: 352, tall: 330, tone: color('#8a6cff'), power: 0.8, seed: 23, speed: 0.1, sway: 44 },
] as const;

const crown = color('#d65a9a');

/** Hanging curtains of light: a wandering lower edge, rays along it, a slow fall-off upwards that turns red. */
function drawCurtains(light: Light, seconds: number): void {
  for (const band of bands) {
    for (let column = 0; column < light.width; column++) {
      const x = column / light.width;
      const along = x * 3 + seconds * band.speed;
      const fold = wander(along * 1.3 + 0.35 * wander(along * 2.1, band.seed + 4), band.seed);
      const low = (band.base + band.sway * fold + 26 * wander(along * 3.7, band.seed + 1)) / 2;
      const rays = 0.55 + 0.45 * wander(x * 46 + seconds * band.speed * 9 + fold * 9, band.seed + 2);
      const veil = 0.5 + 0.5 * wander(x * 3.4 - seconds * 0.35, band.seed + 3);
      const power = band.power * (0.25 + 0.75 * rays) * (0.12 + 0.88 * veil * veil);
      const tall = (band.tall * (0.55 + 0.5 * rays)) / 2;
      const first = Math.max(0, Math.floor(low - tall));
      const last = Math.min(light.height - 1, Math.ceil(low + 9));
      for (let row = first; row <= last; row++) {
        const up = (low - row) / tall;
        const left = up < 0 ? 1 + (up * tall) / 9 : 1 - up;
        if (left <= 0) continue;
        const strength = left * left;
        const add = power * strength;
        const red = up > 0.3 ? (up - 0.3) * 1.3 : 0;
        const index = row * light.width + column;
        light.y[index] = (light.y[index] as number) + add * band.tone.y * (1 - red * 0.5);
        light.u[index] = (light.u[index] as number) + add * (band.tone.u + (crown.u - band.tone.u) * red);
        light.v[index] = (light.v[index] as number) + add * (band.tone.v + (crown.v - band.tone.v) * red);
      }
    }
  }
}

function drawMountains({ picture, stencil, light }: Stage, pan: number, line: Float32Array): void {
  for (const { base, tall, near, wide, seed, snow, rock } of [
    { base: 420, tall: 170, near: 0.12, wide: 300, seed: 5, snow: color('#8fb6ba'), rock: color('#1d3a4a') },
    { base: 452, tall: 150, near: 0.3, wide: 240, seed: 8, snow: color('#5f8790'), rock: color('#102531') },
  ]) {
    const peak = (x: number): number => {
      const at = (x + pan * near * 3 + 400) / wide;
      const big = 1 - Math.abs(wander(at, seed));
      const mid = 1 - Math.abs(wander(at * 2.3, seed + 30));
      const fine = 1 - Math.abs(wander(at * 5.1, seed + 40));
      return (
        base -
        tall *
          (0.2 + 0.5 * big * big + 0.3 * mid * big + 0.13 * fine * mid) *
          (0.8 + 0.3 * wander(at * 0.5, seed + 9)) -
        8 * ramble(at * 9, seed + 2, { octaves: 4 })
      );
    };
    for (let x = 0; x < line.length; x++) line[x] = peak(x);
    ridge(picture, {
      line,
      until: shore,
      soft: 1.4,
      paint: [
        { at: base - tall, color: snow },
        { at: base - tall * 0.2, color: mix(rock, snow, 0.25) },
        { at: shore, color: rock },
      ],
    });
    // the side away from the light: slopes that fall to the right
    for (let x = 0; x < line.length; x += 4) {
      const here = line[x] ?? 0;
      const slope = (line[Math.min(line.length - 1, x + 8)] ?? 0) - here;
      const shade = smooth(0, 9, slope);
      if (shade === 0) continue;
      const deep = 40 + 60 * hash(Math.floor((x + pan * near * 3) / 4) + seed * 999);
      outline(stencil, [
        { x, y: here },
        { x: x + 4.2, y: here + slope / 2 },
        { x: x + 4.2 + deep * 0.3, y: here + deep + slope / 2 },
        { x: x + deep * 0.2, y: here + deep * 0.8 },
      ]);
    }
    fill(picture, stencil, { paint: rock, opacity: 0.55 });
    glow(light, { x: 640, y: shore - 10, radius: 900, color: dim(color('#58c8b0'), 0.06), tall: 0.1 });
  }
}

/** The near shore: spruces, and a cabin where somebody is up. */
function drawShore({ picture, light, stencil }: Stage, pan: number, line: Float32Array): void {
  for (let x = 0; x < line.length; x++) {
    const at = x + pan * 1.2;
    const tree = at / 19;
    const which = Math.floor(tree);
    const tip = 1 - Math.abs(tree - which - 0.5) * 2;
    const stand = smooth(-0.35, 0.5, wander(at / 260, 71));
    const jag = 0.82 + 0.18 * Math.abs(Math.sin(tip * 17));
    line[x] = shore - 5 - 6 * (0.5 + wander(at / 70, 73)) - stand * (20 + 56 * hash(which + 40)) * tip * jag;
  }
  ridge(picture, {
    line,
    until: shore,
    soft: 1.2,
    paint: [
      { at: shore - 80, color: color('#0c1c24') },
      { at: shore, color: color('#060e13') },
    ],
  });
  const x = 300 - pan * 1.2;
  box(picture, { left: x - 34, top: shore - 32, right: x + 34, bottom: shore - 2 }, { color: color('#0d1518') });
  outline(stencil, [
    { x: x - 44, y: shore - 28 },
    { x, y: shore - 58 },
    { x: x + 44, y: shore - 28 },
  ]);
  fill(picture, stencil, {
    paint: [
      { at: shore - 58, color: color('#a8c4c4') },
      { at: shore - 28, color: color('#4c6a70') },
    ],
  });
  box(picture, { left: x - 12, top: shore - 24, right: x + 6, bottom: shore - 9 }, { color: color('#ffcf85') });
  box(picture, { left: x - 4, top: shore - 24, right: x - 2.6, bottom: shore - 9 }, { color: color('#20140c') });
  glow(light, { x: x - 3, y: shore - 16, radius: 110, color: dim(candle, 0.45), falloff: 3 });
}
