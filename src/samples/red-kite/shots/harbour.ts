import { curve, line, patch } from '../../drawing/flat.ts';
import { box, ramp } from '../../drawing/picture.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { sailBoat } from '../boats.ts';
import { cat, houses } from '../harbour-houses.ts';
import { kite } from '../kite.ts';
import { cream, darkRed, ink, mustard, paper, red, teal } from '../palette.ts';
import { cloud, glints } from '../sky.ts';

const quay = 486;

/** Noon in a small harbour. Everybody is busy; a cat looks up. */
export const harbour: Shot = {
  name: 'harbour',
  pictures: 120,
  look: { vignette: 0.12, bloomFrom: 3, bloom: 0 },
  open: (stage) => (moment) => draw(stage, moment),
};

function draw(stage: Stage, { seconds, progress }: Moment): void {
  const pan = seconds * 8;
  const { picture } = stage;
  ramp(picture, [
    { at: 0, color: paper('#79c6cf') },
    { at: 420, color: paper('#d9ecdb') },
  ]);
  cloud(stage, { x: 980 - pan * 0.1, y: 150, size: 140, seed: 21 }, paper('#fff6e8'), 0.9);
  cloud(stage, { x: 300 - pan * 0.15, y: 96, size: 90, seed: 22 }, paper('#fff6e8'), 0.7);
  patch(stage, [...curve([-60, 330], [300, 180], [700, 250], [1400, 400]), [1400, 520], [-60, 520]], paper('#93b58a'));
  patch(stage, [...curve([500, 420], [800, 250], [1100, 230], [1400, 240]), [1400, 520], [500, 520]], paper('#7aa483'));
  church(stage, 880 - pan * 0.4);
  houses(stage, { base: 428, left: 150 - pan * 0.5, count: 9, wide: 74, tall: 92, seed: 40 });
  const ridges = houses(stage, { base: quay - 12, left: -30 - pan * 0.8, count: 15, wide: 92, tall: 146, seed: 12 });
  const [x, y] = [250 + progress * 620, 150 + Math.sin(seconds * 1.8) * 12 - progress * 30];
  kiteShadow(stage, x - 30, y + 210);
  const perch = ridges[6] ?? { x: 0, y: 0 };
  cat(stage, { x: perch.x, y: perch.y + 5, gaze: Math.atan2(y - perch.y, x - perch.x), seconds });
  water(stage, { pan, seconds });
  kite(stage, {
    x,
    y,
    size: 54,
    angle: 0.5 + 0.12 * Math.sin(seconds * 1.5),
    seconds,
    wind: Math.PI - 0.35,
    tail: 4.4,
  });
}

function church({ picture, stencil }: Stage, x: number): void {
  box(picture, { left: x, top: 190, right: x + 52, bottom: 430 }, { color: cream });
  box(picture, { left: x + 40, top: 190, right: x + 52, bottom: 430 }, { color: ink, opacity: 0.14 });
  patch(
    { picture, stencil },
    [
      [x - 5, 191],
      [x + 26, 88],
      [x + 57, 191],
    ],
    paper('#5a8f8d'),
  );
  box(picture, { left: x + 19, top: 214, right: x + 33, bottom: 240 }, { color: paper('#4c7f8c') });
}

function kiteShadow(stage: Stage, x: number, y: number): void {
  patch(
    stage,
    [
      [x + 22, y - 46],
      [x + 40, y + 2],
      [x - 22, y + 58],
      [x - 42, y - 12],
    ],
    ink,
    0.2,
  );
}

/** The quay, its wall, the water with its level light, and boats at their moorings. */
function water(stage: Stage, { pan, seconds }: { pan: number; seconds: number }): void {
  const { picture } = stage;
  box(picture, { left: 0, top: quay - 12, right: 1280, bottom: quay }, { color: paper('#e9d6b2') });
  box(picture, { left: 0, top: quay, right: 1280, bottom: quay + 22 }, { color: paper('#a78a72') });
  ramp(picture, [
    { at: quay + 22, color: paper('#3f9aa0') },
    { at: 720, color: paper('#216a7c') },
  ]);
  for (let i = 0; i < 12; i++) {
    const left = i * 118 - 60 - pan * 0.8;
    const tone = [paper('#f0a58a'), cream, paper('#f4d491')][i % 3] ?? cream;
    const bottom = quay + 70 + 40 * Math.abs(Math.sin(i * 2.1));
    box(picture, { left, top: quay + 22, right: left + 74, bottom }, { color: tone, opacity: 0.16 });
  }
  glints(stage, { from: quay + 34, to: 712, middle: 640, spread: 760, count: 36, seconds, seed: 70 }, cream, 0.5);
  const bob = (of: number): number => Math.sin(seconds * 1.5 + of);
  sailBoat(stage, {
    x: 250 - pan,
    y: 570 + bob(0) * 3,
    size: 150,
    hull: red,
    sail: paper('#f7cf77'),
    tilt: bob(1) * 0.03,
  });
  sailBoat(stage, { x: 930 - pan, y: 548 + bob(2) * 2, size: 112, hull: teal, sail: cream, tilt: bob(3) * 0.03 });
  sailBoat(stage, {
    x: 1150 - pan * 1.2 - seconds * 10,
    y: 640 + bob(4) * 4,
    size: 236,
    hull: cream,
    sail: darkRed,
    tilt: bob(5) * 0.025 + 0.03,
  });
  line(
    stage,
    [
      [520 - pan, 486],
      [520 - pan, 470],
    ],
    7,
    ink,
  );
  line(
    stage,
    [
      [700 - pan, 486],
      [700 - pan, 470],
    ],
    7,
    ink,
  );
  sailBoat(stage, { x: 610 - pan, y: 620 + bob(6) * 3, size: 64, hull: mustard, sail: cream, tilt: bob(7) * 0.05 });
}
