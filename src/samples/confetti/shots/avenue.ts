import { hash } from '../../drawing/noise.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { type Drive, avenue as street } from '../avenue.ts';
import { type Scrap, throwScraps } from '../scraps.ts';

const look = { vignette: 1, bloomFrom: 0.5, bloom: 0.7 };

/** The wind takes all of it round the corner and down the avenue. */
export const avenue: Shot = {
  name: 'avenue',
  pictures: 48,
  look,
  open: (stage) => (moment) =>
    draw(stage, moment, {
      way: 40 + moment.seconds * 62,
      roll: 0.16 * Math.sin(moment.seconds * 2.2),
      height: 9,
      bend: 150 * moment.progress,
    }),
};

/** Lower, faster, the other way round a bend. */
export const underpass: Shot = {
  name: 'underpass',
  pictures: 48,
  look,
  open: (stage) => (moment) =>
    draw(stage, moment, {
      way: 900 + moment.seconds * 92,
      roll: -0.3 + 0.5 * moment.progress,
      height: 3.2,
      bend: -240 + 420 * moment.progress,
    }),
};

function draw(stage: Stage, { seconds }: Moment, drive: Drive): void {
  const lens = street(stage, drive);
  const scraps: Scrap[] = [];
  for (let i = 0; i < 520; i++) {
    const z = 1.4 + ((((hash(i) * 70 - seconds * (22 + 20 * hash(i + 5))) % 70) + 70) % 70);
    const turn = i * 2.4 + seconds * (1.2 + hash(i + 9));
    const reach = 1.5 + 8 * hash(i + 3);
    const { x, y } = lens(Math.cos(turn) * reach, drive.height + Math.sin(turn) * reach * 0.7, z);
    scraps.push({
      x,
      y,
      size: Math.min(26, 110 / z),
      turn: turn + seconds * 3,
      face: Math.cos(seconds * 9 + i),
      paper: i,
    });
  }
  throwScraps(stage, scraps);
}
