import { disc, line, patch } from '../drawing/flat.ts';
import { hash } from '../drawing/noise.ts';
import { box } from '../drawing/picture.ts';
import type { Stage } from '../film.ts';
import { cream, darkRed, ink, mustard, paper, red, teal } from './palette.ts';

const walls = [
  paper('#f0a58a'),
  paper('#f4d491'),
  cream,
  paper('#7fb8b4'),
  paper('#e8806b'),
  paper('#dfe6cf'),
  paper('#e6b85c'),
];
const roofs = [paper('#a8493f'), paper('#c25a48'), paper('#7d3b3d')];

interface Row {
  readonly base: number;
  readonly left: number;
  readonly count: number;
  readonly wide: number;
  readonly tall: number;
  readonly seed: number;
}

/** A row of narrow houses, gable to the water. Returns each one's ridge. */
export function houses(stage: Stage, row: Row): readonly { readonly x: number; readonly y: number }[] {
  let left = row.left;
  return Array.from({ length: row.count }, (_, i) => {
    const wide = row.wide * (0.8 + 0.45 * hash(row.seed + i));
    const tall = row.tall * (0.75 + 0.5 * hash(row.seed + i * 3 + 1));
    const place = { left, right: left + wide, top: row.base - tall, base: row.base };
    left += wide + 2;
    return house(stage, place, row.seed + i);
  });
}

interface Place {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly base: number;
}

function house(stage: Stage, { left, right, top, base }: Place, seed: number): { x: number; y: number } {
  const wall = walls[seed % walls.length] ?? cream;
  const roof = roofs[seed % roofs.length] ?? darkRed;
  const middle = (left + right) / 2;
  const wide = right - left;
  const peak = top - wide * 0.42;
  box(stage.picture, { left, top, right, bottom: base }, { color: wall });
  patch(
    stage,
    [
      [left - 4, top + 1],
      [middle, peak],
      [right + 4, top + 1],
    ],
    roof,
  );
  box(
    stage.picture,
    { left: middle + wide * 0.2, top: peak + 2, right: middle + wide * 0.3, bottom: top },
    { color: roof },
  );
  // the side away from the sun
  box(stage.picture, { left: right - wide * 0.16, top, right, bottom: base }, { color: ink, opacity: 0.12 });
  const columns = wide > 90 ? 3 : 2;
  const rows = Math.max(1, Math.floor((base - top - 46) / 44));
  for (let column = 0; column < columns; column++) {
    const x = left + (wide * (column + 0.5)) / columns - 8;
    for (let story = 0; story < rows; story++) {
      const y = top + 14 + story * 44;
      box(
        stage.picture,
        { left: x - 2.5, top: y - 2.5, right: x + 18.5, bottom: y + 26 },
        { color: paper('#fff6e6'), opacity: 0.9 },
      );
      box(stage.picture, { left: x, top: y, right: x + 16, bottom: y + 24 }, { color: paper('#4c7f8c') });
      if (hash(seed * 13 + column * 5 + story) > 0.6)
        box(stage.picture, { left: x - 2, top: y + 24, right: x + 18, bottom: y + 30 }, { color: red });
    }
  }
  box(stage.picture, { left: middle - 10, top: base - 36, right: middle + 10, bottom: base }, { color: teal });
  return { x: middle, y: peak };
}

/** A cat on a roof that follows something with its head. `gaze` in radians, 0 to the right. */
export function cat(
  stage: Stage,
  { x, y, gaze, seconds }: { x: number; y: number; gaze: number; seconds: number },
): void {
  const tail = Array.from({ length: 14 }, (_, i) => {
    const t = i / 13;
    return [x - 12 - 24 * t, y - 4 - 20 * t * t + Math.sin(seconds * 2 + t * 3) * 6 * t] as const;
  });
  line(stage, tail, 5, ink);
  disc(stage, { x, y: y - 15, r: 13, ry: 19 }, ink);
  const head = { x: x + 4 + 5 * Math.cos(gaze), y: y - 39 + 4 * Math.sin(gaze) };
  disc(stage, { ...head, r: 11 }, ink);
  for (const side of [-1, 1])
    patch(
      stage,
      [
        [head.x + side * 10, head.y - 4],
        [head.x + side * 8, head.y - 19],
        [head.x + side, head.y - 9],
      ],
      ink,
    );
  disc(stage, { x: head.x + 5 * Math.cos(gaze), y: head.y + 5 * Math.sin(gaze), r: 1.8 }, mustard);
}
