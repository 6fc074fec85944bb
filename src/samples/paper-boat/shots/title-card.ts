import { color, dim, mix } from '../../drawing/color.ts';
import { smooth } from '../../drawing/ease.ts';
import { keep } from '../../drawing/keep.ts';
import { letters, write } from '../../drawing/lettering.ts';
import { beam, glow } from '../../drawing/light.ts';
import { hash } from '../../drawing/noise.ts';
import { ramp, speck } from '../../drawing/picture.ts';
import { fill, outline, stroke } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { paperBoat } from '../boat.ts';
import { brass, deepBrass, paleBrass } from '../palette.ts';

/** The film's name in brass, in the projector's beam. */
export const titleCard: Shot = {
  name: 'title',
  pictures: 80,
  look: { vignette: 1.05, bloomFrom: 0.55, bloom: 0.55 },
  open(stage) {
    drawBackdrop(stage);
    const restore = keep(stage.picture);
    return (moment) => {
      restore();
      draw(stage, moment);
    };
  },
};

function draw(stage: Stage, { seconds }: Moment): void {
  const { picture, stencil, light } = stage;
  const flicker = 0.97 + 0.03 * Math.sin(seconds * 57);
  glow(light, { x: 640, y: 340, radius: 720, color: dim(color('#a83a44'), 0.34 * flicker), tall: 0.6 });
  beam(light, {
    x: -120,
    y: -70,
    angle: 0.46,
    spread: 0.24,
    length: 1750,
    color: dim(color('#ffe2b8'), 0.42 * flicker),
    mouth: 26,
  });
  const zoom = 1 + 0.016 * seconds;
  const appear = smooth(0.1, 0.9, seconds);
  drawRules(stage, appear);
  const size = 96 * zoom;
  const sweep = -100 + seconds * 560;
  const line = { text: 'THE PAPER BOAT', x: 640, y: 352 - size / 2, size, spacing: 0.2 };
  for (const [index, letter] of letters(line).entries()) {
    const seen = smooth(0.05 + index * 0.05, 0.55 + index * 0.05, seconds);
    if (seen === 0) continue;
    for (const points of letter.strokes)
      stroke(
        stencil,
        points.map((p) => ({ x: p.x + 3, y: p.y + 4 })),
        8 * zoom,
      );
    fill(picture, stencil, { paint: color('#0a0405'), opacity: 0.6 * seen });
    const near = Math.exp(-(((letter.x - sweep) / 120) ** 2));
    for (const points of letter.strokes) stroke(stencil, points, 8 * zoom);
    const high = mix(paleBrass, color('#fff8e8'), near);
    fill(picture, stencil, {
      paint: [
        { at: line.y, color: high },
        { at: line.y + size * 0.55, color: mix(brass, high, near * 0.8) },
        { at: line.y + size, color: mix(mix(deepBrass, brass, 0.35), high, near * 0.6) },
      ],
      opacity: seen,
    });
    glow(light, { x: letter.x, y: 352, radius: 150, color: dim(brass, 0.05 * seen + 0.22 * near * seen) });
  }
  write(stencil, { text: 'A FILM BY BIJOU', x: 640, y: 478, size: 19, weight: 2, spacing: 0.46 });
  fill(picture, stencil, { paint: brass, opacity: 0.85 * smooth(0.9, 1.7, seconds) });
  const bob = Math.sin(seconds * 1.9);
  if (appear > 0)
    paperBoat(stage, { x: 640, y: 252 + bob * 2.5, size: 34, tilt: bob * 0.06, flame: 0.9 * appear, mirrored: 0 });
  drawMotes(stage, seconds);
}

/** Rays behind the name, low and wide, as over a picture house's door. */
function drawBackdrop({ picture, stencil }: Stage): void {
  ramp(picture, [
    { at: 0, color: color('#10070a') },
    { at: 330, color: color('#2c0d18') },
    { at: 520, color: color('#1d070d') },
    { at: 720, color: color('#0b0507') },
  ]);
  const centre = { x: 640, y: 760 };
  for (let i = -14; i <= 14; i++) {
    const angle = -Math.PI / 2 + i * 0.105;
    const wide = 0.026;
    outline(stencil, [
      { x: centre.x + Math.cos(angle - wide / 3) * 170, y: centre.y + Math.sin(angle - wide / 3) * 170 },
      { x: centre.x + Math.cos(angle - wide) * 1100, y: centre.y + Math.sin(angle - wide) * 1100 },
      { x: centre.x + Math.cos(angle + wide) * 1100, y: centre.y + Math.sin(angle + wide) * 1100 },
      { x: centre.x + Math.cos(angle + wide / 3) * 170, y: centre.y + Math.sin(angle + wide / 3) * 170 },
    ]);
  }
  fill(picture, stencil, {
    paint: [
      { at: 60, color: color('#3a1420') },
      { at: 720, color: color('#7a2c34') },
    ],
    opacity: 0.34,
  });
}

function drawRules({ picture, stencil }: Stage, appear: number): void {
  for (const side of [-1, 1]) {
    const reach = 330 * appear;
    for (const [y, weight] of [
      [444, 2.4],
      [451, 1.1],
    ] as const) {
      stroke(
        stencil,
        [
          { x: 640 + side * 40, y },
          { x: 640 + side * (40 + reach), y },
        ],
        weight,
      );
    }
    stroke(
      stencil,
      [
        { x: 640 + side * 72, y: 254 },
        { x: 640 + side * (72 + reach), y: 254 },
      ],
      1.3,
    );
  }
  stroke(
    stencil,
    [
      { x: 640, y: 441 },
      { x: 647, y: 448 },
      { x: 640, y: 455 },
      { x: 633, y: 448 },
      { x: 640, y: 441 },
    ],
    2,
  );
  fill(picture, stencil, { paint: brass, opacity: 0.8 * appear });
}

function drawMotes({ picture, light }: Stage, seconds: number): void {
  for (let i = 0; i < 190; i++) {
    const along = hash(i) * 1300;
    const across = (hash(i + 500) - 0.5) * (60 + along * 0.42);
    const drift = seconds * (8 + 12 * hash(i + 44));
    const x = -60 + along * 0.9 - across * 0.44 + drift;
    const y = -20 + along * 0.44 + across * 0.9 + Math.sin(seconds * 0.8 + i) * 7 - drift * 0.3;
    const twinkle = (0.5 + 0.5 * Math.sin(seconds * (1.2 + 2.2 * hash(i + 9)) + i * 1.7)) ** 2;
    const near = i % 12 === 0;
    if (near) glow(light, { x, y, radius: 15, color: dim(paleBrass, 0.16 * twinkle), falloff: 1 });
    else speck(picture, { x, y }, dim(paleBrass, 0.55 * twinkle));
  }
}
