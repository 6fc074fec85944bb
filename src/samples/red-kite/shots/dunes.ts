import { smooth } from '../../drawing/ease.ts';
import { curve, line, patch } from '../../drawing/flat.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { child } from '../child.ts';
import { grass, horizon, type ShoreLight, shore } from '../dunes.ts';
import { kite } from '../kite.ts';
import { ink, mustard, paper, teal } from '../palette.ts';

const morning: Omit<ShoreLight, 'sun'> = {
  sky: [
    { at: 0, color: paper('#8fcfd0') },
    { at: 210, color: paper('#c5e3d6') },
    { at: horizon, color: paper('#fbe3bd') },
  ],
  cloud: paper('#fff4e2'),
  sea: [
    { at: horizon, color: paper('#7cc3c0') },
    { at: 560, color: paper('#2f8b95') },
  ],
  glint: paper('#fff0d0'),
  sand: [
    [paper('#f0cf9a'), paper('#cf9f78')],
    [paper('#f4d9a6'), paper('#d3a277')],
    [paper('#f8e2b4'), paper('#cd9268')],
  ],
};

/** A morning on the dunes: somebody runs, and a kite goes up. */
export const dunes: Shot = {
  name: 'dunes',
  pictures: 120,
  look: { vignette: 0.12, bloomFrom: 3, bloom: 0 },
  open: (stage) => (moment) => draw(stage, moment),
};

function draw(stage: Stage, { seconds, progress }: Moment): void {
  const pan = seconds * 9;
  shore(stage, { ...morning, sun: { x: 640, y: 330 - seconds * 5, r: 92, paint: paper('#ffe9a8') } }, { pan, seconds });
  const run = smooth(0, 0.9, progress);
  const x = 520 + run * 190 - pan;
  const y = crestAt(x + pan) + 3;
  const step = Math.sin(seconds * 5.2) * (1 - smooth(0.75, 0.95, progress));
  patch(
    stage,
    [
      [x - 12, y - 2],
      [x + 12, y - 2],
      [x - 118, y + 62],
      [x - 150, y + 58],
    ],
    paper('#b98660'),
    0.5,
  );
  const hand = child(stage, {
    x,
    y: y - Math.abs(step) * 4,
    tall: 122,
    coat: mustard,
    cap: teal,
    step,
    facing: 1,
    hand: [0.16, -0.24],
  });
  const up = smooth(0, 1, progress);
  const tied = kite(stage, {
    x: 700 + up * 250 - pan * 0.4 + Math.sin(seconds * 1.3) * 10,
    y: 300 - up * 150 + Math.sin(seconds * 1.9) * 9,
    size: 46,
    angle: 0.42 + 0.1 * Math.sin(seconds * 1.5),
    seconds,
    wind: 0.5,
    tail: 5,
  });
  line(stage, curve(hand, [hand[0] + 90, hand[1] - 30], [tied[0] - 60, tied[1] + 120], tied), 1.3, ink, 0.8);
  grass(stage, { pan, seconds, paint: ink });
}

/** The near dune's crest where the child runs. */
function crestAt(x: number): number {
  return 528 + 130 * (Math.max(0, 790 - x) / 420) ** 1.9;
}
