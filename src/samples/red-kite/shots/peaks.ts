import type { Color } from '../../drawing/color.ts';
import { disc, line, patch } from '../../drawing/flat.ts';
import { box, ramp } from '../../drawing/picture.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { kite } from '../kite.ts';
import { cream, ink, paper } from '../palette.ts';
import { cloud } from '../sky.ts';

/** Above the clouds, late in the day: geese on their way south, and something red among them. */
export const peaks: Shot = {
  name: 'peaks',
  pictures: 120,
  look: { vignette: 0.14, bloomFrom: 3, bloom: 0 },
  open: (stage) => (moment) => draw(stage, moment),
};

function draw(stage: Stage, { seconds, progress }: Moment): void {
  const pan = seconds * 12;
  ramp(stage.picture, [
    { at: 0, color: paper('#f0a98a') },
    { at: 260, color: paper('#f8cf9f') },
    { at: 560, color: paper('#fdeecb') },
  ]);
  disc(stage, { x: 1010, y: 250, r: 150 }, paper('#fde3ae'), 0.5);
  disc(stage, { x: 1010, y: 250, r: 104 }, paper('#ffedb4'));
  const tones = [
    [paper('#d9a698'), paper('#cc9590'), paper('#f7dcc3')],
    [paper('#a98a9c'), paper('#947889'), paper('#fbe9d2')],
    [paper('#6c7d94'), paper('#56687f'), cream],
  ] as const;
  mountain(stage, { x: 240 - pan * 0.12, y: 236, wide: 420, tones: tones[0] });
  mountain(stage, { x: 820 - pan * 0.12, y: 270, wide: 380, tones: tones[0] });
  mountain(stage, { x: 1250 - pan * 0.2, y: 320, wide: 420, tones: tones[1] });
  mountain(stage, { x: 520 - pan * 0.2, y: 300, wide: 400, tones: tones[1] });
  clouds(stage, { y: 560, pan: pan * 0.5, size: 190, seed: 31, tone: paper('#f6d2b4') });
  mountain(stage, { x: 130 - pan * 0.5, y: 352, wide: 430, tones: tones[2] });
  mountain(stage, { x: 960 - pan * 0.5, y: 420, wide: 360, tones: tones[2] });
  clouds(stage, { y: 650, pan: pan * 1.1, size: 240, seed: 47, tone: paper('#fbe3c8') });
  flock(stage, { seconds, progress });
  clouds(stage, { y: 770, pan: pan * 2.2, size: 330, seed: 61, tone: cream });
}

interface Mountain {
  readonly x: number;
  readonly y: number;
  readonly wide: number;
  readonly tones: readonly [lit: Color, shaded: Color, snow: Color];
}

/** A peak whose right side has the sun, and snow down to a ragged line. */
function mountain(stage: Stage, { x, y, wide, tones }: Mountain): void {
  const [lit, shaded, snow] = tones;
  const at = (px: number, py: number): readonly [number, number] => [x + px * wide, y + py * wide];
  patch(stage, [at(0, 0), at(1, 1.05), at(-1, 1.05)], lit);
  patch(stage, [at(0, 0), at(-1, 1.05), at(0.1, 1.05), at(-0.08, 0.62), at(0.07, 0.36)], shaded);
  patch(stage, [at(0, 0), at(0.29, 0.305), at(0.2, 0.27), at(0.17, 0.36), at(0.09, 0.27), at(0.045, 0.2)], snow);
  patch(stage, [at(0, 0), at(0.045, 0.2), at(-0.03, 0.3), at(-0.1, 0.2), at(-0.17, 0.31), at(-0.22, 0.23)], snow, 0.72);
}

/** A bank of cloud, and everything below it. */
function clouds(stage: Stage, how: { y: number; pan: number; size: number; seed: number; tone: Color }): void {
  box(stage.picture, { left: 0, top: how.y - 15, right: 1280, bottom: 720 }, { color: how.tone });
  for (let i = 0; i < 7; i++)
    cloud(
      stage,
      { x: i * how.size * 1.3 - how.pan, y: how.y + 14 * Math.sin(i * 2.3), size: how.size, seed: how.seed + i },
      how.tone,
    );
}

/** A V of geese that flies right; the kite has the last place on its near side. */
function flock(stage: Stage, { seconds, progress }: { seconds: number; progress: number }): void {
  const lead = { x: 790 + progress * 130, y: 200 - progress * 22 };
  for (let i = 0; i < 11; i++) {
    const rank = Math.ceil(i / 2);
    const side = i % 2 === 0 ? 1 : -0.42;
    const sway = Math.sin(seconds * 1.1 + i * 1.7) * 4;
    const x = lead.x - rank * 92 + sway;
    const y = lead.y + rank * side * 44 + sway;
    if (i === 10)
      kite(stage, {
        x: x + 16,
        y: y - 6,
        size: 58,
        angle: 0.95 + 0.016 * sway,
        seconds,
        wind: Math.PI - 0.1,
        tail: 4.4,
      });
    else goose(stage, { x, y, size: 34 + side * 5, beat: Math.sin(seconds * 6 + i * 0.9) });
  }
}

function goose(stage: Stage, { x, y, size, beat }: { x: number; y: number; size: number; beat: number }): void {
  const at = (px: number, py: number): readonly [number, number] => [x + px * size, y + py * size];
  patch(stage, [at(0.2, -0.05), at(-0.28, -0.06), at(-0.42, -0.75 * beat - 0.08)], paper('#5c6a78'));
  line(stage, [at(0.3, 0), at(0.78, -0.12), at(0.92, -0.12)], size * 0.1, ink);
  disc(stage, { x: x + size * 0.95, y: y - size * 0.13, r: size * 0.09 }, ink);
  patch(
    stage,
    [at(0.42, 0), at(0.1, -0.13), at(-0.42, -0.06), at(-0.74, -0.02), at(-0.4, 0.1), at(0.1, 0.15)],
    paper('#e9dcc6'),
  );
  patch(stage, [at(0.28, 0.02), at(-0.22, 0.05), at(-0.3, -0.95 * beat)], paper('#7b8794'));
}
