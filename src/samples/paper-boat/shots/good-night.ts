import { color, dim, mix } from '../../drawing/color.ts';
import { smooth } from '../../drawing/ease.ts';
import { letters, write } from '../../drawing/lettering.ts';
import { beam, glow } from '../../drawing/light.ts';
import { mirror } from '../../drawing/mirror.ts';
import { hash, type NoiseTile, noiseTile } from '../../drawing/noise.ts';
import { box, ramp, speck } from '../../drawing/picture.ts';
import { fill, outline, oval, stroke } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { paperBoat } from '../boat.ts';
import { brass, candle, deepBrass, moonlight, paleBrass } from '../palette.ts';

const quay = 560;
const middle = 640;

/** The closing card: the picture house by the water, snow, its sign; the boat comes in; the lamps go out. */
export const goodNight: Shot = {
  name: 'good night',
  pictures: 120,
  look: { vignette: 0.95, bloomFrom: 0.45, bloom: 0.65 },
  open(stage) {
    const ripples = noiseTile(256, { seed: 71, cells: 16, octaves: 2 });
    return (moment) => draw(stage, moment, ripples);
  },
  exposure: ({ seconds }) => 1 - smooth(4.2, 4.98, seconds),
};

function draw(stage: Stage, { seconds }: Moment, ripples: NoiseTile): void {
  const { picture, light } = stage;
  const lamps = 1 - smooth(3.2, 3.9, seconds) * 0.72;
  ramp(picture, [
    { at: 0, color: color('#0d0d1c') },
    { at: 260, color: color('#1e1a30') },
    { at: 480, color: color('#43304a') },
    { at: quay, color: color('#5a3a48') },
  ]);
  for (let i = 0; i < 150; i++)
    speck(picture, { x: hash(i + 11) * 1280, y: hash(i + 600) * 380 }, dim(moonlight, 0.08 + 0.6 * hash(i + 950) ** 4));
  drawTown(stage);
  drawSearchlights(stage, seconds, lamps);
  drawHouse(stage, seconds, lamps);
  drawPeople(stage, seconds);
  mirror(picture, light, {
    horizon: quay,
    squeeze: 2.1,
    far: 0.7,
    near: 0.45,
    ground: color('#05050a'),
    tile: ripples,
    rippleX: 8,
    rippleY: 16,
    fineX: 0.16,
    fineY: 0.8,
    drift: seconds * 3,
  });
  box(picture, { left: 0, top: quay - 6, right: 1280, bottom: quay + 4 }, { color: color('#d8c8cc'), opacity: 0.75 });
  box(picture, { left: 0, top: quay + 1, right: 1280, bottom: quay + 9 }, { color: color('#150c12') });
  const bob = Math.sin(seconds * 1.8);
  const come = 1 - (1 - Math.min(1, seconds / 4)) ** 2;
  paperBoat(stage, { x: 250 + 300 * come, y: 640 + bob * 1.6, size: 46, tilt: bob * 0.035, flame: 1, mirrored: 0.22 });
  drawSnow(stage, seconds);
}

function drawTown({ picture, stencil, light }: Stage): void {
  for (let i = 0; i < 17; i++) {
    const x = i * 84 - 40 + hash(i + 5) * 30;
    if (Math.abs(x - middle) < 210) continue;
    const wide = 58 + hash(i + 15) * 50;
    const top = quay - 90 - hash(i + 25) * 120;
    const tone = mix(color('#1f1728'), color('#2e2036'), hash(i + 35));
    box(picture, { left: x - wide / 2, top, right: x + wide / 2, bottom: quay }, { color: tone });
    outline(stencil, [
      { x: x - wide / 2 - 5, y: top + 1 },
      { x, y: top - 38 },
      { x: x + wide / 2 + 5, y: top + 1 },
    ]);
    fill(picture, stencil, {
      paint: [
        { at: top - 38, color: color('#b9aebc') },
        { at: top, color: color('#6a5a70') },
      ],
      opacity: 0.85,
    });
    for (let w = 0; w < 6; w++) {
      if (hash(i * 20 + w) < 0.62) continue;
      const wx = x - wide / 2 + 10 + (w % 2) * (wide - 34);
      const wy = top + 14 + Math.floor(w / 2) * 34;
      box(picture, { left: wx, top: wy, right: wx + 12, bottom: wy + 16 }, { color: color('#ffc078'), opacity: 0.9 });
      glow(light, { x: wx + 6, y: wy + 8, radius: 46, color: dim(candle, 0.16) });
    }
  }
}

function drawSearchlights({ light }: Stage, seconds: number, lamps: number): void {
  for (const side of [-1, 1]) {
    const angle = -Math.PI / 2 + side * (0.34 + 0.1 * Math.sin(seconds * 0.6 + side));
    beam(light, {
      x: middle + side * 150,
      y: 330,
      angle,
      spread: 0.055,
      length: 720,
      color: dim(color('#ffe0b8'), 0.2 * lamps),
      mouth: 10,
    });
  }
}

function drawHouse(stage: Stage, seconds: number, lamps: number): void {
  const { picture, stencil, light } = stage;
  const wall = [
    { at: 110, color: color('#3a2030') },
    { at: 420, color: color('#6a3040') },
    { at: quay, color: color('#8a4a3c') },
  ];
  // a stepped front, higher towards the middle
  for (const [half, top] of [
    [212, 300],
    [160, 250],
    [108, 206],
    [58, 120],
  ] as const) {
    box(picture, { left: middle - half, top, right: middle + half, bottom: quay }, { color: color('#2a1420') });
    outline(stencil, [
      { x: middle - half, y: top },
      { x: middle + half, y: top },
      { x: middle + half, y: quay },
      { x: middle - half, y: quay },
    ]);
    fill(picture, stencil, { paint: wall, opacity: 0.8 });
    box(
      picture,
      { left: middle - half - 3, top: top - 5, right: middle + half + 3, bottom: top + 2 },
      { color: color('#e4d8dc') },
    );
    for (const side of [-1, 1]) {
      const x = middle + side * (half - 9);
      box(
        picture,
        { left: x - 1.2, top: top + 10, right: x + 1.2, bottom: 440 },
        { color: brass, opacity: 0.5 * lamps },
      );
    }
  }
  for (let i = -5; i <= 5; i++) {
    const x = middle + i * 34 + Math.sign(i) * 14;
    if (Math.abs(i) < 2) continue;
    box(picture, { left: x - 5, top: 318, right: x + 5, bottom: 424 }, { color: color('#1c0d16'), opacity: 0.7 });
  }
  drawSign(stage, seconds, lamps);
  drawMarquee(stage, seconds, lamps);
  // doors with the warm hall behind them
  box(
    picture,
    { left: middle - 178, top: 478, right: middle + 178, bottom: quay },
    { color: mix(color('#3a1a14'), color('#ffc27c'), lamps) },
  );
  for (let i = -4; i <= 4; i++) {
    box(
      picture,
      { left: middle + i * 42 - 4, top: 478, right: middle + i * 42 + 4, bottom: quay },
      { color: deepBrass },
    );
    box(
      picture,
      { left: middle + i * 42 - 21, top: 478, right: middle + i * 42 - 20, bottom: quay },
      { color: color('#5a2a18') },
    );
  }
  glow(light, { x: middle, y: 520, radius: 420, color: dim(candle, 0.4 * lamps), tall: 0.5 });
}

const neonPink = color('#ff3a6e');

function drawSign({ picture, stencil, light }: Stage, seconds: number, lamps: number): void {
  for (const [index, letter] of [...'BIJOU'].entries()) {
    const top = 134 + index * 50;
    // the sign goes out letter by letter
    const on = 1 - smooth(3.1 + index * 0.16, 3.16 + index * 0.16, seconds);
    const warm = (hash(index * 7 + Math.floor(seconds * 12)) > 0.08 ? 1 : 0.82) * on;
    for (const line of letters({ text: letter, x: middle, y: top, size: 38, spacing: 0 })[0]?.strokes ?? [])
      stroke(stencil, line, 9);
    fill(picture, stencil, { paint: mix(color('#2a0d18'), neonPink, warm), opacity: 0.85 });
    for (const line of letters({ text: letter, x: middle, y: top, size: 38, spacing: 0 })[0]?.strokes ?? [])
      stroke(stencil, line, 3.8);
    fill(picture, stencil, { paint: mix(color('#4a2430'), color('#fff0ee'), warm) });
    glow(light, { x: middle, y: top + 19, radius: 190, color: dim(neonPink, 0.3 * warm) });
  }
  const lit = 0.3 + 0.7 * lamps;
  oval(stencil, { x: middle, y: 92, rx: 13, ry: 13 });
  fill(picture, stencil, { paint: mix(deepBrass, paleBrass, lit) });
  glow(light, { x: middle, y: 92, radius: 120, color: dim(paleBrass, 0.4 * lamps), falloff: 3 });
}

/** The canopy over the doors: a lit board with the words, and bulbs that run around it. */
function drawMarquee({ picture, stencil, light }: Stage, seconds: number, lamps: number): void {
  const board = { left: middle - 236, top: 396, right: middle + 236, bottom: 470 };
  box(
    picture,
    { left: board.left - 10, top: board.top - 12, right: board.right + 10, bottom: board.bottom + 10 },
    { color: color('#4a1626') },
  );
  box(
    picture,
    { left: board.left - 12, top: board.top - 20, right: board.right + 12, bottom: board.top - 11 },
    { color: color('#ece2e6') },
  );
  box(picture, board, { color: mix(color('#4a3a30'), color('#fff0d2'), 0.25 + 0.75 * lamps) });
  write(stencil, { text: 'GOOD NIGHT', x: middle, y: 413, size: 40, weight: 5.4, spacing: 0.24 });
  fill(picture, stencil, { paint: color('#3a0f1e') });
  const bulbs = 46;
  for (let i = 0; i < bulbs; i++) {
    const above = i % 2 === 0;
    const x = board.left + 2 + (Math.floor(i / 2) / (bulbs / 2 - 1)) * (board.right - board.left - 4);
    const y = above ? board.top - 6 : board.bottom + 5;
    const chase = 0.45 + 0.55 * Math.max(0, Math.sin(Math.floor(i / 2) * (above ? 1 : -1) * 1.05 - seconds * 7));
    oval(stencil, { x, y, rx: 3.4, ry: 3.4 });
    fill(picture, stencil, { paint: mix(deepBrass, color('#fff6da'), chase * lamps) });
    glow(light, { x, y, radius: 26, color: dim(paleBrass, 0.3 * chase * lamps) });
  }
  glow(light, { x: middle, y: 434, radius: 460, color: dim(color('#ffd9a0'), 0.24 * lamps), tall: 0.55 });
}

/** Two who go home. */
function drawPeople({ picture, stencil }: Stage, seconds: number): void {
  for (const [index, tall] of [58, 47].entries()) {
    const x = 850 + index * 26 + seconds * 15;
    const step = Math.sin(seconds * 6 + index * 1.3);
    const foot = quay - 3;
    stroke(
      stencil,
      [
        { x, y: foot - tall * 0.42 },
        { x: x + step * 6, y: foot },
      ],
      tall * 0.085,
    );
    stroke(
      stencil,
      [
        { x, y: foot - tall * 0.42 },
        { x: x - step * 6, y: foot },
      ],
      tall * 0.085,
    );
    outline(stencil, [
      { x: x - tall * 0.1, y: foot - tall * 0.8 },
      { x: x + tall * 0.1, y: foot - tall * 0.8 },
      { x: x + tall * 0.18, y: foot - tall * 0.3 },
      { x: x - tall * 0.18, y: foot - tall * 0.3 },
    ]);
    oval(stencil, { x, y: foot - tall * 0.9, rx: tall * 0.1, ry: tall * 0.115 });
  }
  stroke(
    stencil,
    [
      { x: 856 + seconds * 15, y: quay - 34 },
      { x: 863 + seconds * 15, y: quay - 27 },
      { x: 872 + seconds * 15, y: quay - 31 },
    ],
    4,
  );
  fill(picture, stencil, { paint: color('#140a12') });
}

function drawSnow({ picture, light }: Stage, seconds: number): void {
  for (let i = 0; i < 420; i++) {
    const near = hash(i + 71) ** 2;
    const y = ((hash(i) * 780 + seconds * (34 + 90 * near)) % 780) - 30;
    const x =
      ((hash(i + 1500) * 1400 + Math.sin(seconds * 0.9 + i) * (8 + 16 * near) - seconds * 16 * near + 2800) % 1400) -
      60;
    const bright = 0.25 + 0.5 * near;
    if (i % 14 === 0) glow(light, { x, y, radius: 9 + 9 * near, color: dim(color('#fff2e6'), 0.22), falloff: 1 });
    else {
      speck(picture, { x, y }, dim(color('#fff2ea'), bright));
      if (near > 0.4) speck(picture, { x: x + 0.8, y: y + 0.8 }, dim(color('#fff2ea'), bright));
    }
  }
}
