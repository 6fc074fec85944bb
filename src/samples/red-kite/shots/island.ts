import { smooth } from '../../drawing/ease.ts';
import { curve, disc, line, patch } from '../../drawing/flat.ts';
import { box, ramp } from '../../drawing/picture.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { child } from '../child.ts';
import { kite } from '../kite.ts';
import { cream, ink, mustard, paper, red, teal } from '../palette.ts';
import { cloud, glints } from '../sky.ts';

const horizon = 430;

/** Evening at the lighthouse: somebody has her hand out. */
export const island: Shot = {
  name: 'island',
  pictures: 120,
  look: { vignette: 0.2, bloomFrom: 3, bloom: 0 },
  open: (stage) => (moment) => draw(stage, moment),
};

function draw(stage: Stage, { seconds, progress }: Moment): void {
  ramp(stage.picture, [
    { at: 0, color: paper('#a8506b') },
    { at: 200, color: paper('#e3775f') },
    { at: horizon, color: paper('#fac878') },
  ]);
  const sun = { x: 430, y: horizon - 34 + seconds * 7 };
  disc(stage, { ...sun, r: 178 }, paper('#ffdf8e'), 0.28);
  disc(stage, { ...sun, r: 124 }, paper('#ffe9a6'));
  cloud(stage, { x: 200 + seconds * 5, y: 170, size: 150, seed: 71 }, paper('#f29a76'), 0.8);
  cloud(stage, { x: 690 + seconds * 4, y: 250, size: 100, seed: 73 }, paper('#f6b07f'), 0.7);
  cloud(stage, { x: 90 + seconds * 3, y: 330, size: 90, seed: 74 }, paper('#f8bd84'), 0.7);
  ramp(stage.picture, [
    { at: horizon, color: paper('#ee9d68') },
    { at: 560, color: paper('#a8536a') },
    { at: 720, color: paper('#5b3359') },
  ]);
  glints(
    stage,
    { from: horizon + 4, to: 712, middle: sun.x, spread: 170, count: 40, seconds, seed: 30 },
    paper('#ffe9ae'),
    0.9,
  );
  lighthouse(stage, seconds);
  const caught = smooth(0.2, 0.72, progress);
  const x = 520 + caught * 190 + Math.sin(seconds * 1.3) * 8;
  const y = 150 + caught * 44 + Math.sin(seconds * 1.8) * 9;
  const reach = smooth(0.35, 0.7, progress);
  const hand = child(stage, {
    x: 866,
    y: 506,
    tall: 118,
    coat: teal,
    cap: red,
    step: 0,
    facing: -1,
    hand: [0.1 + 0.1 * reach, -0.06 - 0.24 * reach],
  });
  const tied = kite(stage, {
    x,
    y,
    size: 58,
    angle: 0.34 + 0.1 * Math.sin(seconds * 1.4),
    seconds,
    wind: Math.PI - 0.4,
    tail: 4.6,
  });
  const end = [x + 60 + (hand[0] - x - 60) * caught, 420 + (hand[1] - 420) * caught] as const;
  line(stage, curve(tied, [tied[0] + 10, tied[1] + 110], [end[0] - 70, end[1] + 10 - 60 * caught], end), 1.4, ink, 0.9);
}

/** The cliff, its tower and the keeper's house; the lamp has just been lit. */
function lighthouse(stage: Stage, seconds: number): void {
  const rock = paper('#47304f');
  const x = 1060;
  const beam = 0.22 + 0.1 * Math.sin(seconds * 1.3);
  patch(
    stage,
    [
      [x, 146],
      [1330, 84],
      [1330, 214],
    ],
    paper('#ffe9ae'),
    beam,
  );
  patch(
    stage,
    [
      [x, 146],
      [-40, 40],
      [-40, 150],
    ],
    paper('#ffe9ae'),
    beam * 0.5,
  );
  patch(
    stage,
    [
      ...curve([760, 560], [800, 500], [840, 506], [930, 500]),
      ...curve([930, 500], [1040, 470], [1160, 476], [1320, 440]),
      [1320, 740],
      [690, 740],
      [730, 640],
    ],
    rock,
  );
  patch(
    stage,
    [...curve([760, 560], [800, 500], [840, 506], [930, 500]), [880, 560], [850, 740], [690, 740], [730, 640]],
    paper('#6d4262'),
  );
  const at = (px: number, y: number): readonly [number, number] => [x + px, y];
  patch(stage, [at(-34, 182), at(34, 182), at(50, 500), at(-50, 500)], cream);
  for (const band of [0, 1, 2]) {
    const top = 226 + band * 92;
    const w = 36 + band * 5;
    patch(stage, [at(-w, top), at(w, top), at(w + 3, top + 46), at(-w - 3, top + 46)], red);
  }
  patch(stage, [at(10, 182), at(34, 182), at(50, 500), at(18, 500)], ink, 0.2);
  box(stage.picture, { left: x - 44, top: 172, right: x + 44, bottom: 183 }, { color: ink });
  box(stage.picture, { left: x - 24, top: 122, right: x + 24, bottom: 172 }, { color: paper('#fff3b0') });
  for (const bar of [-24, -9, 6, 20])
    box(stage.picture, { left: x + bar, top: 122, right: x + bar + 4, bottom: 172 }, { color: ink });
  patch(stage, [at(-32, 123), at(0, 88), at(32, 123)], red);
  box(stage.picture, { left: 1150, top: 420, right: 1250, bottom: 486 }, { color: paper('#e7c9a4') });
  patch(
    stage,
    [
      [1140, 422],
      [1200, 372],
      [1260, 422],
    ],
    paper('#8d3a48'),
  );
  box(stage.picture, { left: 1172, top: 438, right: 1192, bottom: 462 }, { color: mustard });
  box(stage.picture, { left: 1212, top: 438, right: 1232, bottom: 486 }, { color: paper('#5b3a4c') });
}
