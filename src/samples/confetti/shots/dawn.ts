import { color } from '../../drawing/color.ts';
import { smooth } from '../../drawing/ease.ts';
import { disc, line, patch } from '../../drawing/flat.ts';
import { glow } from '../../drawing/light.ts';
import { mirror } from '../../drawing/mirror.ts';
import { hash, noiseTile } from '../../drawing/noise.ts';
import { box, ramp } from '../../drawing/picture.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { paperBoat } from '../../paper-boat/boat.ts';
import { midnight } from '../palette.ts';
import { type Scrap, throwScraps } from '../scraps.ts';

const ground = 400;

/** The morning after: wet stones, a sweeper, and one scrap that somebody has folded. */
export const dawn: Shot = {
  name: 'dawn',
  pictures: 96,
  look: { vignette: 0.7, bloomFrom: 0.7, bloom: 0.5 },
  open(stage) {
    const tile = noiseTile(256, { seed: 5, cells: 12, octaves: 3 });
    return (moment) => draw(stage, moment, tile);
  },
  exposure: ({ progress }) => 1 - smooth(0.82, 0.99, progress),
};

function draw(stage: Stage, { seconds }: Moment, tile: ReturnType<typeof noiseTile>): void {
  const { picture, light } = stage;
  ramp(picture, [
    { at: 0, color: color('#5a7cc0') },
    { at: 220, color: color('#c79ac8') },
    { at: ground, color: color('#ffd0a8') },
  ]);
  picture.y.fill(0.1, ground * 1280);
  glow(light, { x: 660, y: ground - 30, radius: 520, color: color('#6a4a30'), tall: 0.6 });
  street(stage);
  sweeper(stage, 372 + seconds * 16, seconds);
  mirror(picture, light, {
    ...{ horizon: ground, squeeze: 1.25, far: 0.78, near: 0.34, ground: color('#10102a'), tile },
    ...{ rippleX: 5, rippleY: 10, fineX: 0.16, fineY: 0.9, drift: seconds * 2.2 },
  });
  throwScraps(stage, litter(), 0.8);
  const bob = Math.sin(seconds * 2.2);
  paperBoat(stage, { x: 820 + seconds * 9, y: 590 + bob * 2, size: 76, tilt: bob * 0.04, flame: 0.62, mirrored: 0.3 });
  throwScraps(stage, last(seconds), 0.95);
}

/** Houses that step back to where the sun is about to rise. */
function street(stage: Stage): void {
  for (let depth = 5; depth >= 0; depth--) {
    const tone =
      [color('#3a3468'), color('#4b4080'), color('#665194'), color('#8866a0'), color('#b283a6'), color('#dba79c')][
        depth
      ] ?? midnight;
    for (const side of [-1, 1]) {
      const inner = 660 + side * (90 + 520 * 0.62 ** depth);
      const tall = 150 + 330 * 0.66 ** depth + 40 * hash(depth * 3 + side);
      const outer = side < 0 ? -20 : 1300;
      box(
        stage.picture,
        { left: Math.min(inner, outer), top: ground - tall, right: Math.max(inner, outer), bottom: ground },
        { color: tone },
      );
      for (let i = 0; i < 5; i++)
        for (let floor = 0; floor < 4; floor++) {
          const w = 34 * 0.62 ** depth;
          const x = inner + side * (14 + i * 2.1) * 0.62 ** depth * 2.4 + side * i * w;
          const y = ground - tall + 26 * 0.66 ** depth + floor * 84 * 0.66 ** depth;
          if (y > ground - 40 || depth > 3) continue;
          const isLit = hash(depth * 50 + i * 7 + floor + side) > 0.86;
          box(
            stage.picture,
            { left: x - w / 2, top: y, right: x + w / 2, bottom: y + w * 1.5 },
            { color: color(isLit ? '#ffd890' : '#2a2858'), opacity: isLit ? 0.9 : 0.4 },
          );
        }
    }
  }
  for (const [x, tall] of [
    [470, 150],
    [850, 150],
    [596, 74],
    [728, 74],
  ] as const) {
    line(
      stage,
      [
        [x, ground],
        [x, ground - tall],
      ],
      tall * 0.03,
      midnight,
    );
    disc(stage, { x, y: ground - tall, r: tall * 0.06 }, color('#fff0c8'));
    glow(stage.light, { x, y: ground - tall, radius: tall * 0.9, color: color('#5a4020'), falloff: 3 });
  }
}

/** Somebody with a broom, in no hurry. */
function sweeper(stage: Stage, x: number, seconds: number): void {
  const sweep = Math.sin(seconds * 3.2);
  const coat = color('#f28a3a');
  line(
    stage,
    [
      [x - 6, ground - 44],
      [x - 10, ground],
    ],
    10,
    midnight,
  );
  line(
    stage,
    [
      [x + 6, ground - 44],
      [x + 12, ground],
    ],
    10,
    midnight,
  );
  patch(
    stage,
    [
      [x - 14, ground - 106],
      [x + 16, ground - 106],
      [x + 20, ground - 38],
      [x - 20, ground - 38],
    ],
    coat,
  );
  box(
    stage.picture,
    { left: x - 18, top: ground - 66, right: x + 19, bottom: ground - 60 },
    { color: color('#ffe9a0') },
  );
  disc(stage, { x: x + 3, y: ground - 118, r: 11 }, color('#8a5a48'));
  patch(
    stage,
    [
      [x - 9, ground - 120],
      [x + 18, ground - 120],
      [x + 12, ground - 131],
      [x - 6, ground - 131],
    ],
    midnight,
  );
  const broom = [x + 52 + sweep * 16, ground - 2] as const;
  line(stage, [[x + 6, ground - 112], broom], 4, color('#5a3a2a'));
  line(
    stage,
    [
      [x + 10, ground - 96],
      [x + 24 + sweep * 4, ground - 74],
    ],
    9,
    coat,
  );
  patch(
    stage,
    [
      [broom[0] - 7, broom[1] - 14],
      [broom[0] + 7, broom[1] - 14],
      [broom[0] + 16, broom[1] + 3],
      [broom[0] - 12, broom[1] + 3],
    ],
    color('#d8a850'),
  );
}

/** What lies on the ground: smaller and denser far away, and flat. */
function litter(): Scrap[] {
  return Array.from({ length: 620 }, (_, i) => {
    const depth = hash(i + 20) ** 1.7;
    return {
      x: hash(i + 1000) * 1360 - 40,
      y: ground + 8 + depth * 318,
      size: 1.6 + 10 * depth * (0.6 + 0.6 * hash(i + 30)),
      turn: (hash(i + 40) - 0.5) * 0.9,
      face: (hash(i + 50) > 0.4 ? 1 : -1) * (0.45 + 0.3 * hash(i + 60)),
      paper: i,
    };
  });
}

/** The last few come down. */
function last(seconds: number): Scrap[] {
  return Array.from({ length: 16 }, (_, i) => ({
    x: hash(i + 400) * 1280 + Math.sin(seconds * 2 + i) * 26,
    y: hash(i + 500) * 560 + seconds * (50 + 40 * hash(i)) - 60,
    size: 5 + 6 * hash(i + 600),
    turn: seconds * (hash(i + 700) - 0.5) * 4 + i,
    face: Math.cos(seconds * (3 + hash(i)) + i),
    paper: i,
  }));
}
