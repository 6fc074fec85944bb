import { color, dim } from '../../drawing/color.ts';
import { clamp, smooth } from '../../drawing/ease.ts';
import { glow, type Light } from '../../drawing/light.ts';
import { hash, type NoiseTile, noiseTile, sample } from '../../drawing/noise.ts';
import { box, ramp, speck } from '../../drawing/picture.ts';
import { fill, outline, oval } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { paperBoat } from '../boat.ts';
import { moonlight, paleBrass } from '../palette.ts';

const horizon = 372;
const moonX = 420;
const lamp = { x: 1010, y: 176 };

/** A moonlit sea with a long swell; a lighthouse turns, and the boat rides by. */
export const sea: Shot = {
  name: 'sea',
  pictures: 80,
  look: { vignette: 0.95, bloomFrom: 0.5, bloom: 0.65 },
  open(stage) {
    const clouds = noiseTile(256, { seed: 51, cells: 3, octaves: 5 });
    const waves = noiseTile(256, { seed: 53, cells: 12, octaves: 4 });
    return (moment) => draw(stage, moment, { clouds, waves });
  },
};

interface Tools {
  readonly clouds: NoiseTile;
  readonly waves: NoiseTile;
}

function draw(stage: Stage, { seconds }: Moment, tools: Tools): void {
  const { light } = stage;
  drawSky(stage, seconds, tools);
  const turn = seconds * 1.55 - 1.1;
  drawSea(stage, seconds, { ...tools, sweep: Math.cos(turn) });
  drawRock(stage);
  lightBeams(light, turn);
  drawTower(stage);
  const facing = Math.max(0, Math.sin(turn)) ** 12;
  glow(light, { ...lamp, radius: 60, color: dim(paleBrass, 0.9), falloff: 3 });
  glow(light, { ...lamp, radius: 120 + 420 * facing, color: dim(paleBrass, 0.25 + 0.7 * facing), falloff: 3 });
  const swell = Math.sin(seconds * 1.25);
  const x = 300 + seconds * 42;
  paperBoat(stage, {
    x,
    y: 566 - swell * 11,
    size: 47,
    tilt: Math.cos(seconds * 1.25) * -0.13,
    flame: 0.95,
    mirrored: 0.16,
  });
}

function drawSky({ picture, light }: Stage, seconds: number, { clouds }: Tools): void {
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

function moon({ picture, stencil }: Pick<Stage, 'picture' | 'stencil'>): void {
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

/** Two waves of noise that run against each other, squeezed towards the horizon; light glitters where they face the moon. */
function drawSea(stage: Stage, seconds: number, { waves, sweep }: Tools & { readonly sweep: number }): void {
  const { picture } = stage;
  moon(stage);
  const { y, u, v, width, height } = picture;
  const rowA = new Float32Array(waves.size);
  const rowB = new Float32Array(waves.size);
  const deep = color('#0b1826');
  const pale = color('#5a6c7e');
  const lampWhere = lamp.x + sweep * 900;
  for (let row = horizon; row < height; row++) {
    const depth = (row - horizon + 1) / (height - horizon);
    const far = 1 / (depth + 0.045);
    const haze = smooth(0.22, 0, depth);
    const base = deep.y * (0.75 + 0.5 * (1 - depth)) + (pale.y - deep.y) * haze * 0.8;
    const fine = 0.2 * far + 0.28;
    blendRow(rowA, waves, far * 84 + seconds * 11 + 1024);
    blendRow(rowB, waves, far * 131 - seconds * 15 + 8192);
    const swell = Math.sin(far * 5.4 + seconds * 1.7) * 0.5 + Math.sin(far * 2.7 + seconds * 1.1 + 1.3) * 0.5;
    const pathWide = 30 + 190 * depth;
    seaRow(y, { rowA, rowB, fine, swell, pathWide, depth, base, haze, seconds, lampWhere, start: row * width, width });
    if (row % 2 === 1) continue;
    const tone = smooth(0, 1, depth);
    const start = (row >> 1) * (width >> 1);
    u.fill(pale.u * (1 - tone) + deep.u * tone * 1.25, start, start + (width >> 1));
    v.fill(pale.v * (1 - tone) + deep.v * tone * 1.25, start, start + (width >> 1));
  }
}

interface SeaRow {
  readonly rowA: Float32Array;
  readonly rowB: Float32Array;
  readonly fine: number;
  readonly swell: number;
  readonly pathWide: number;
  readonly depth: number;
  readonly base: number;
  readonly haze: number;
  readonly seconds: number;
  readonly lampWhere: number;
  readonly start: number;
  readonly width: number;
}

function seaRow(y: Float32Array, how: SeaRow): void {
  const { rowA, rowB, fine, swell, pathWide, depth, base, haze, seconds, lampWhere, start, width } = how;
  let placeA = 65536 - 640 * fine * 0.6 + seconds * 3;
  let placeB = 65536 - 640 * fine;
  for (let column = 0; column < width; column++) {
    placeA += fine * 0.6;
    placeB += fine;
    const a = placeA | 0;
    const pa = placeA - a;
    const b = placeB | 0;
    const pb = placeB - b;
    const waveA = (rowA[a & 255] as number) * (1 - pa) + (rowA[(a + 1) & 255] as number) * pa;
    const waveB = (rowB[b & 255] as number) * (1 - pb) + (rowB[(b + 1) & 255] as number) * pb;
    const wave = waveA + waveB - 1 + swell * 0.13 * (0.4 + depth);
    const across = (column - moonX) / pathWide;
    const path = 1 / (1 + across * across * across * across + across * across * 0.6);
    const spark = wave - 0.16 + path * 0.2;
    const glitter = spark > 0 ? spark * spark * 15 * path : 0;
    const lampAcross = (column - lampWhere) / (240 + 300 * depth);
    const lamplight = spark > -0.1 ? (0.1 * (spark + 0.1)) / (1 + lampAcross * lampAcross * 4) : 0;
    const value =
      base +
      wave * (0.05 + 0.16 * depth) * (0.5 + 0.5 * path) +
      Math.min(glitter, 0.85) * (0.55 + 0.45 * haze) +
      lamplight * 4;
    y[start + column] = Math.max(value, 0.025);
  }
}

/** One row of the tile, between its rows. */
function blendRow(to: Float32Array, { size, values }: NoiseTile, row: number): void {
  const above = Math.floor(row);
  const part = row - above;
  const one = (above & (size - 1)) * size;
  const two = ((above + 1) & (size - 1)) * size;
  for (let i = 0; i < size; i++) to[i] = (values[one + i] as number) * (1 - part) + (values[two + i] as number) * part;
}

function drawRock({ picture, stencil }: Stage): void {
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

function drawTower({ picture, stencil }: Stage): void {
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
function lightBeams(light: Light, turn: number): void {
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
