import { smooth } from '../../drawing/ease.ts';
import { curve, disc, line, patch } from '../../drawing/flat.ts';
import { keep } from '../../drawing/keep.ts';
import { letters, write } from '../../drawing/lettering.ts';
import { ramp } from '../../drawing/picture.ts';
import { fill, stroke } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { kite } from '../kite.ts';
import { cream, ink, paper, wine } from '../palette.ts';
import { cloud } from '../sky.ts';

const sun = { x: 640, y: 376 };

/** The line has snapped: the kite flies off with the film's name, and its line underscores it. */
export const titleCard: Shot = {
  name: 'title',
  pictures: 120,
  look: { vignette: 0.12, bloomFrom: 3, bloom: 0 },
  open(stage) {
    drawBackdrop(stage);
    const restore = keep(stage.picture);
    return (moment) => {
      restore();
      draw(stage, moment);
    };
  },
};

function draw(stage: Stage, { seconds, progress }: Moment): void {
  const { picture, stencil } = stage;
  cloud(stage, { x: 170 - seconds * 9, y: 560, size: 210, seed: 11 }, paper('#e5f1e4'), 0.9);
  cloud(stage, { x: 1130 - seconds * 14, y: 640, size: 260, seed: 12 }, cream, 0.95);
  cloud(stage, { x: 420 - seconds * 18, y: 720, size: 300, seed: 13 }, cream);
  for (const [index, { strokes }] of letters({
    text: 'THE RED KITE',
    x: 640,
    y: 352,
    size: 96,
    spacing: 0.2,
  }).entries()) {
    const seen = smooth(0.1 + index * 0.06, 0.6 + index * 0.06, seconds);
    if (seen === 0) continue;
    const rise = (1 - seen) * 26;
    for (const points of strokes)
      stroke(
        stencil,
        points.map(({ x, y }) => ({ x, y: y + rise })),
        9.5,
      );
    fill(picture, stencil, { paint: ink, opacity: seen });
  }
  write(stencil, { text: 'A FILM BY BIJOU', x: 640, y: 524, size: 18, weight: 2.2, spacing: 0.46 });
  fill(picture, stencil, { paint: wine, opacity: smooth(1.3, 2.1, seconds) });
  const x = 950 + progress * 110 + Math.sin(seconds * 1.4) * 12;
  const y = 196 - progress * 40 + Math.sin(seconds * 2) * 9;
  const pose = { angle: 0.62 + 0.1 * Math.sin(seconds * 1.7), seconds, wind: Math.PI - 0.12, tail: 5.6 };
  const tied = kite(stage, { x, y, size: 62, ...pose });
  const drawn = smooth(0.4, 2.6, seconds);
  const loose = curve(tied, [x + 210, 420], [1130, 492 + Math.sin(seconds * 2.2) * 5], [1000 - drawn * 680, 490], 48);
  line(stage, loose, 2.2, ink, 0.9);
}

/** Rays behind a great pale sun: as on the poster over a picture house's door. */
function drawBackdrop(stage: Stage): void {
  ramp(stage.picture, [
    { at: 0, color: paper('#5db5b8') },
    { at: 720, color: paper('#a8d8cd') },
  ]);
  for (let i = 0; i < 32; i++) {
    const turn = (i / 32) * 2 * Math.PI;
    const far = (angle: number): readonly [number, number] => [
      sun.x + Math.cos(angle) * 900,
      sun.y + Math.sin(angle) * 900,
    ];
    patch(stage, [[sun.x, sun.y], far(turn - 0.049), far(turn + 0.049)], paper('#c9e8da'), 0.32);
  }
  disc(stage, { ...sun, r: 318 }, paper('#f7dfae'), 0.4);
  disc(stage, { ...sun, r: 272 }, paper('#fbe6b8'));
}
