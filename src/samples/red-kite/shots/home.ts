import { smooth } from '../../drawing/ease.ts';
import { curve, line, patch } from '../../drawing/flat.ts';
import { write } from '../../drawing/lettering.ts';
import { fill } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { sailBoat } from '../boats.ts';
import { child } from '../child.ts';
import { grass, horizon, type ShoreLight, shore } from '../dunes.ts';
import { kite, yellowCloth } from '../kite.ts';
import { cream, ink, mustard, paper, red, teal, wine } from '../palette.ts';

const sunday: Omit<ShoreLight, 'sun'> = {
  sky: [
    { at: 0, color: paper('#f0a48c') },
    { at: 230, color: paper('#f7c9a2') },
    { at: horizon, color: paper('#fdeac4') },
  ],
  cloud: paper('#fff0dc'),
  sea: [
    { at: horizon, color: paper('#8fc4bd') },
    { at: 560, color: paper('#3b8c94') },
  ],
  glint: paper('#fff3d6'),
  sand: [
    [paper('#eebd8e'), paper('#c98a72')],
    [paper('#f2c797'), paper('#cc8b70')],
    [paper('#f6d3a2'), paper('#c17b62')],
  ],
};

const pictures = 150;

/** Sunday on the dunes: a boat has come over, and there are two kites. */
export const home: Shot = {
  name: 'home',
  pictures,
  look: { vignette: 0.12, bloomFrom: 3, bloom: 0 },
  open: (stage) => (moment) => draw(stage, moment),
  exposure: ({ progress }) => 1 - smooth(0.84, 0.99, progress),
};

function draw(stage: Stage, { seconds }: Moment): void {
  const pan = 34 - seconds * 6;
  shore(stage, { ...sunday, sun: { x: 640, y: 350, r: 92, paint: paper('#ffedb8') } }, { pan, seconds });
  sailBoat(stage, {
    x: 470 - pan * 0.15,
    y: 452 + Math.sin(seconds * 1.5) * 2,
    size: 74,
    hull: wine,
    sail: cream,
    tilt: 0.03 * Math.sin(seconds),
  });
  shadowOf(stage, 668 - pan, 549);
  shadowOf(stage, 772 - pan, 530);
  const friend = child(stage, {
    x: 668 - pan,
    y: 549,
    tall: 116,
    coat: teal,
    cap: red,
    step: 0,
    facing: -1,
    hand: [0.16, -0.24],
  });
  const first = child(stage, {
    x: 772 - pan,
    y: 530,
    tall: 122,
    coat: mustard,
    cap: teal,
    step: 0,
    facing: 1,
    hand: [0.16, -0.24],
  });
  const lift = smooth(0, 3.2, seconds);
  const yellow = kite(stage, {
    x: 372 - pan * 0.4 + Math.sin(seconds * 1.1) * 16,
    y: 250 - lift * 70 + Math.sin(seconds * 1.7) * 12,
    size: 50,
    angle: -0.42 + 0.1 * Math.sin(seconds * 1.4),
    seconds: seconds + 3,
    wind: Math.PI - 0.2,
    tail: 4.6,
    colors: yellowCloth,
  });
  const own = kite(stage, {
    x: 990 - pan * 0.4 + Math.sin(seconds * 1.3) * 14,
    y: 190 - lift * 40 + Math.sin(seconds * 1.9) * 10,
    size: 54,
    angle: 0.42 + 0.1 * Math.sin(seconds * 1.5),
    seconds,
    wind: 0.5,
    tail: 4.6,
  });
  line(
    stage,
    curve(friend, [friend[0] - 60, friend[1] - 20], [yellow[0] + 70, yellow[1] + 120], yellow),
    1.3,
    ink,
    0.8,
  );
  line(stage, curve(first, [first[0] + 60, first[1] - 20], [own[0] - 70, own[1] + 120], own), 1.3, ink, 0.8);
  grass(stage, { pan, seconds });
  write(stage.stencil, { text: 'THE END', x: 656, y: 150, size: 40, weight: 4.4, spacing: 0.34 });
  fill(stage.picture, stage.stencil, { paint: wine, opacity: smooth(2.6, 3.6, seconds) });
}

function shadowOf(stage: Stage, x: number, y: number): void {
  patch(
    stage,
    [
      [x - 12, y - 2],
      [x + 12, y - 2],
      [x + 6, y + 74],
      [x - 30, y + 74],
    ],
    paper('#a86a55'),
    0.4,
  );
}
