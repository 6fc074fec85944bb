import { type Color, color, dim, mix } from '../../drawing/color.ts';
import { letters } from '../../drawing/lettering.ts';
import { glow } from '../../drawing/light.ts';
import { mirror } from '../../drawing/mirror.ts';
import { hash, type NoiseTile, noiseTile } from '../../drawing/noise.ts';
import { box, ramp, speck, streak } from '../../drawing/picture.ts';
import { fill, outline, oval, stroke } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { paperBoat } from '../boat.ts';

const ground = 446;
const pink = color('#ff3d78');
const teal = color('#3fe0d0');
const amber = color('#ffab4a');

/** A neon street in the rain, all of it twice: once upright, once on the wet stones. */
export const street: Shot = {
  name: 'street',
  pictures: 80,
  look: { vignette: 0.9, bloomFrom: 0.42, bloom: 0.75 },
  open(stage) {
    const ripples = noiseTile(256, { seed: 21, cells: 16, octaves: 3 });
    return (moment) => draw(stage, moment, ripples);
  },
};

function draw(stage: Stage, { seconds }: Moment, ripples: NoiseTile): void {
  const pan = seconds * 16 - 26;
  ramp(stage.picture, [
    { at: 0, color: color('#120b16') },
    { at: 240, color: color('#331830') },
    { at: ground, color: color('#884050') },
  ]);
  stage.picture.y.fill(0.03, ground * 1280);
  glow(stage.light, { x: 660 - pan * 0.2, y: ground - 40, radius: 520, color: dim(color('#ff8c5a'), 0.26), tall: 0.6 });
  drawSkyline(stage, pan);
  drawHouses(stage, pan);
  drawSigns(stage, pan, seconds);
  drawLamps(stage, pan);
  drawWalker(stage, pan, seconds);
  drawCar(stage, seconds);
  mirror(stage.picture, stage.light, {
    horizon: ground,
    squeeze: 1.15,
    far: 0.76,
    near: 0.62,
    ground: color('#0a070a'),
    tile: ripples,
    rippleX: 15,
    rippleY: 30,
    fineX: 0.2,
    fineY: 1.1,
    drift: seconds * 7,
  });
  drawKerb(stage, pan);
  const bob = Math.sin(seconds * 3.1);
  paperBoat(stage, {
    x: 330 + seconds * 74,
    y: 614 + bob * 3,
    size: 46,
    tilt: bob * 0.07 + 0.03,
    flame: 0.95,
    mirrored: 0.2,
  });
  drawSplashes(stage, seconds);
  drawRain(stage, seconds);
}

function drawSkyline({ picture }: Stage, pan: number): void {
  for (let i = 0; i < 34; i++) {
    const left = i * 46 - 60 - pan * 0.25 + hash(i) * 18;
    const top = ground - 90 - hash(i + 40) * 150 - 60 * Math.exp(-(((i - 15) / 5) ** 2));
    const haze = mix(color('#3a1a2e'), color('#5a2836'), hash(i + 80));
    box(picture, { left, top, right: left + 36 + hash(i + 7) * 26, bottom: ground }, { color: haze, opacity: 0.85 });
    for (let w = 0; w < 5; w++) {
      if (hash(i * 9 + w) < 0.5) continue;
      const x = left + 6 + hash(i * 5 + w) * 24;
      const y = top + 10 + hash(i * 3 + w) * 90;
      box(picture, { left: x, top: y, right: x + 2.4, bottom: y + 3 }, { color: color('#f2b48a'), opacity: 0.5 });
    }
  }
}

interface House {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  /** 0 far, 1 near. */
  readonly near: number;
  readonly tone: Color;
}

const houses: readonly House[] = [
  { left: 240, width: 150, top: 190, near: 0.45, tone: color('#241119') },
  { left: 400, width: 120, top: 250, near: 0.4, tone: color('#2c141e') },
  { left: 760, width: 130, top: 232, near: 0.4, tone: color('#2c141e') },
  { left: 880, width: 170, top: 176, near: 0.5, tone: color('#221018') },
  { left: -60, width: 330, top: 60, near: 0.8, tone: color('#150b10') },
  { left: 1040, width: 420, top: 20, near: 0.85, tone: color('#140a0f') },
];

function drawHouses({ picture, light }: Stage, pan: number): void {
  for (const [index, house] of houses.entries()) {
    const left = house.left - pan * house.near;
    box(picture, { left, top: house.top, right: left + house.width, bottom: ground }, { color: house.tone });
    box(
      picture,
      { left: left - 5, top: house.top - 7, right: left + house.width + 5, bottom: house.top + 3 },
      { color: mix(house.tone, color('#7a3d40'), 0.25) },
    );
    const pitch = 22 + 20 * house.near;
    const columns = Math.floor((house.width - 14) / pitch);
    const rows = Math.floor((ground - 84 - house.top) / (pitch * 1.35));
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const chance = hash(index * 1000 + row * 40 + column);
        const x = left + 10 + column * pitch;
        const y = house.top + 20 + row * pitch * 1.35;
        const tone =
          chance > 0.72 ? mix(color('#ffb765'), color('#ffd9a0'), hash(index + row * 7 + column)) : color('#0b070b');
        const area = { left: x, top: y, right: x + pitch * 0.55, bottom: y + pitch * 0.86 };
        box(picture, area, { color: tone, opacity: chance > 0.72 ? 0.85 : 0.7 });
        box(picture, { ...area, left: x + pitch * 0.26, right: x + pitch * 0.29 }, { color: house.tone, opacity: 0.9 });
        if (chance > 0.72)
          glow(light, { x: x + pitch * 0.27, y: y + pitch * 0.4, radius: pitch * 1.6, color: dim(amber, 0.13) });
      }
    }
  }
  // the shop windows that light the pavement
  for (const [x, width, near, tone] of [
    [20, 190, 0.8, color('#ffc27a')],
    [270, 90, 0.45, color('#e88a5a')],
    [905, 110, 0.5, color('#ffb36a')],
    [1075, 230, 0.85, color('#ffd49a')],
  ] as const) {
    const left = x - pan * near;
    box(picture, { left, top: ground - 66, right: left + width, bottom: ground - 8 }, { color: tone, opacity: 0.92 });
    for (let bar = 1; bar < width / 45; bar++)
      box(
        picture,
        { left: left + bar * 45, top: ground - 66, right: left + bar * 45 + 3, bottom: ground - 8 },
        { color: color('#2a1210') },
      );
    box(
      picture,
      { left: left - 6, top: ground - 82, right: left + width + 6, bottom: ground - 64 },
      { color: color('#4c1526') },
    );
    glow(light, { x: left + width / 2, y: ground - 36, radius: width * 0.9, color: dim(tone, 0.2), tall: 0.7 });
  }
}

function drawSigns(stage: Stage, pan: number, seconds: number): void {
  const buzz = hash(Math.floor(seconds * 12)) > 0.12 ? 1 : 0.72;
  verticalSign(stage, { text: 'BIJOU', x: 322 - pan * 0.8, top: 92, size: 36, tone: pink, power: 1 });
  verticalSign(stage, { text: 'HOTEL', x: 1004 - pan * 0.85, top: 120, size: 28, tone: teal, power: buzz });
  tube(stage, { text: 'TEA', x: 456 - pan * 0.42, y: 300, size: 26, tone: amber, power: 1 });
  const x = 1150 - pan * 0.85;
  const crescent = Array.from({ length: 25 }, (_, i) => {
    const angle = 0.9 + (i / 24) * 4.5;
    return { x: x + Math.cos(angle) * 46, y: 170 + Math.sin(angle) * 46 };
  });
  const inner = Array.from({ length: 19 }, (_, i) => {
    const angle = -1.15 + 7.4 - (i / 18) * 3.9;
    return { x: x + 26 + Math.cos(angle) * 36, y: 170 + Math.sin(angle) * 36 };
  });
  neon(stage, {
    lines: [crescent, inner.filter((p) => p.x < x + 30)],
    x,
    y: 170,
    radius: 150,
    tone: pink,
    weight: 4,
    power: 0.9,
  });
}

interface Sign {
  readonly text: string;
  readonly x: number;
  readonly size: number;
  readonly tone: Color;
  readonly power: number;
}

function verticalSign(stage: Stage, { text, x, top, size, tone, power }: Sign & { readonly top: number }): void {
  const pitch = size * 1.3;
  const bottom = top + text.length * pitch;
  box(
    stage.picture,
    { left: x - size * 0.85, top: top - size * 0.5, right: x + size * 0.85, bottom: bottom + 2 },
    { color: color('#12070d') },
  );
  const rim = [
    { x: x - size * 0.72, y: top - size * 0.36 },
    { x: x + size * 0.72, y: top - size * 0.36 },
    { x: x + size * 0.72, y: bottom - size * 0.12 },
    { x: x - size * 0.72, y: bottom - size * 0.12 },
    { x: x - size * 0.72, y: top - size * 0.36 },
  ];
  const lines = [...text].flatMap(
    (letter, i) => letters({ text: letter, x, y: top + i * pitch, size, spacing: 0 })[0]?.strokes ?? [],
  );
  neon(stage, { lines: [rim], x, y: (top + bottom) / 2, radius: size * 3, tone: amber, weight: 2, power: 0.5 * power });
  neon(stage, { lines, x, y: (top + bottom) / 2, radius: size * 7, tone, weight: 3.6, power });
}

function tube(stage: Stage, { text, x, y, size, tone, power }: Sign & { readonly y: number }): void {
  const lines = letters({ text, x, y, size, spacing: 0.25 }).flatMap(({ strokes }) => strokes);
  neon(stage, { lines, x, y: y + size / 2, radius: size * 5, tone, weight: 3, power });
}

interface Neon {
  readonly lines: readonly (readonly { x: number; y: number }[])[];
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly tone: Color;
  readonly weight: number;
  readonly power: number;
}

function neon({ picture, stencil, light }: Stage, { lines, x, y, radius, tone, weight, power }: Neon): void {
  for (const line of lines) stroke(stencil, line, weight * 2.4);
  fill(picture, stencil, { paint: dim(tone, 0.45 * power), shine: true });
  for (const line of lines) stroke(stencil, line, weight);
  fill(picture, stencil, { paint: mix(dim(tone, power), color('#fff2ee'), 0.5 * power) });
  glow(light, { x, y, radius, color: dim(tone, 0.34 * power), tall: 1.1 });
  glow(light, { x, y, radius: radius * 2.6, color: dim(tone, 0.1 * power) });
}

function drawLamps({ picture, stencil, light }: Stage, pan: number): void {
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

function drawWalker({ picture, stencil }: Stage, pan: number, seconds: number): void {
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
function drawCar({ picture, stencil, light }: Stage, seconds: number): void {
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

function drawKerb({ picture }: Stage, pan: number): void {
  box(
    picture,
    { left: 0, top: ground - 3, right: 1280, bottom: ground + 5 },
    { color: color('#1c0e13'), opacity: 0.85 },
  );
  box(
    picture,
    { left: 0, top: ground + 5, right: 1280, bottom: ground + 6.2 },
    { color: color('#c07a72'), opacity: 0.35 },
  );
  for (let i = 0; i < 40; i++) {
    const x = i * 36 - pan * 0.55;
    box(
      picture,
      { left: x, top: ground - 3, right: x + 1.2, bottom: ground + 5 },
      { color: color('#070405'), opacity: 0.6 },
    );
  }
}

function drawSplashes({ picture, stencil }: Stage, seconds: number): void {
  for (let i = 0; i < 34; i++) {
    const beat = seconds * (1.7 + hash(i)) + hash(i + 31);
    const turn = Math.floor(beat);
    const age = beat - turn;
    const y = ground + 16 + hash(i * 91 + turn * 7) ** 1.3 * 260;
    const x = hash(i * 57 + turn * 13) * 1280;
    const grow = (y - ground) / 270;
    const radius = (3 + age * 22) * (0.25 + grow);
    const ring = Array.from({ length: 17 }, (_, k) => ({
      x: x + Math.cos((k / 16) * 2 * Math.PI) * radius,
      y: y + Math.sin((k / 16) * 2 * Math.PI) * radius * 0.3,
    }));
    stroke(stencil, ring, 0.7 + grow * 0.6);
    fill(picture, stencil, { paint: dim(color('#ffd8c8'), 0.4 * (1 - age)), shine: true });
    if (age < 0.25) speck(picture, { x, y: y - 3 - age * 14 }, dim(color('#ffe8dc'), 0.5));
  }
}

function drawRain({ picture }: Stage, seconds: number): void {
  for (let i = 0; i < 420; i++) {
    const near = hash(i + 5000);
    const speed = 620 + near * 760;
    const length = 26 + near * 56;
    const y = ((hash(i) * 900 + seconds * speed) % 900) - 120;
    const x = ((hash(i + 1000) * 1500 - y * 0.09 + 3000) % 1500) - 100;
    streak(picture, { x, y, lean: -0.09, length, light: 0.035 + near * near * 0.1 });
  }
}
