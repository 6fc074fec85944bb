import { patch } from '../../drawing/flat.ts';
import { box } from '../../drawing/picture.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { type Chart, fields as land, lane, river } from '../countryside.ts';
import { kite } from '../kite.ts';
import { ink, paper } from '../palette.ts';

const hedge = paper('#5f8f62');

/** Straight down on other people's fields; the kite's shadow goes over them. */
export const fields: Shot = {
  name: 'fields',
  pictures: 120,
  look: { vignette: 0.16, bloomFrom: 3, bloom: 0 },
  open: (stage) => (moment) => draw(stage, moment),
};

function draw(stage: Stage, { seconds, progress }: Moment): void {
  const chart = chartAt(seconds);
  box(stage.picture, { left: 0, top: 0, right: 1280, bottom: 720 }, { color: hedge });
  land(stage, chart, { columns: [-2, 8], rows: [-3, 6] });
  river(stage, chart, 4.5);
  lane(stage, chart, { row: 1, along: 0.6 + progress * 1.5 });
  const sway = Math.sin(seconds * 1.4);
  const x = 690 + sway * 22 + progress * 60;
  const y = 306 + Math.sin(seconds * 1.9) * 14;
  const angle = 0.75 + 0.1 * Math.sin(seconds * 1.6);
  shadow(stage, { x: x - 250, y: y + 215, size: 74, angle });
  kite(stage, { x, y, size: 128, angle, seconds, wind: Math.PI - 0.5, tail: 4 });
}

/** Fields of about 230 by 170 pixels, turned a little and none quite square; the land goes by to the lower left. */
function chartAt(seconds: number): Chart {
  const cos = Math.cos(-0.24);
  const sin = Math.sin(-0.24);
  return (u, v) => {
    const x = u * 232 + 34 * Math.sin(v * 1.3 + u * 0.7) - 180 - seconds * 30;
    const y = v * 172 + 26 * Math.sin(u * 1.1 + v * 0.6) + 120 + seconds * 9;
    return [x * cos - y * sin, x * sin + y * cos + 60];
  };
}

function shadow(stage: Stage, { x, y, size, angle }: { x: number; y: number; size: number; angle: number }): void {
  const at = (px: number, py: number): readonly [number, number] => [
    x + (px * Math.cos(angle) - py * Math.sin(angle)) * size,
    y + (px * Math.sin(angle) + py * Math.cos(angle)) * size,
  ];
  patch(stage, [at(0, -1.15), at(-0.95, 0), at(0, 1.75), at(0.95, 0)], ink, 0.3);
}
