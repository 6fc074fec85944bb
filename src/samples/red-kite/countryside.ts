import type { Color } from '../drawing/color.ts';
import { line, patch } from '../drawing/flat.ts';
import { hash } from '../drawing/noise.ts';
import { box } from '../drawing/picture.ts';
import { fill, outline, oval } from '../drawing/shape.ts';
import type { Stage } from '../film.ts';
import { cream, ink, paper, red } from './palette.ts';

type Place = readonly [number, number];

/** From a field's corner (column, row) to the picture, as a bird sees it. */
export type Chart = (u: number, v: number) => Place;

const crops: readonly (readonly [Color, Color])[] = [
  [paper('#8fb873'), paper('#82ab68')],
  [paper('#efc766'), paper('#e6b954')],
  [paper('#6d9f68'), paper('#64945f')],
  [paper('#d9dc95'), paper('#cdd188')],
  [paper('#c98f62'), paper('#bd8256')],
  [paper('#f3dfa6'), paper('#e8d294')],
  [paper('#b8a0c4'), paper('#ab92b8')],
  [paper('#a7c884'), paper('#9abb78')],
];

/** The fields of these columns and rows, with the trees that stand between them. */
export function fields(
  stage: Stage,
  chart: Chart,
  range: { columns: readonly [number, number]; rows: readonly [number, number] },
): void {
  const seen: Place[] = [];
  for (let v = range.rows[0]; v < range.rows[1]; v++)
    for (let u = range.columns[0]; u < range.columns[1]; u++) if (inSight(chart, u, v)) seen.push([u, v]);
  for (const place of seen) field(stage, chart, place);
  trees(
    stage,
    seen.flatMap((place) => hedges(chart, place)),
  );
  for (const [u, v] of seen) if (hash(seedOf(u, v) + 40) > 0.8) farm(stage, chart(u + 0.5, v + 0.45));
}

function seedOf(u: number, v: number): number {
  return u * 53 + v * 17 + 900;
}

function inSight(chart: Chart, u: number, v: number): boolean {
  const corners = [chart(u, v), chart(u + 1, v), chart(u + 1, v + 1), chart(u, v + 1)];
  return (
    corners.some(([x]) => x > -40) &&
    corners.some(([x]) => x < 1320) &&
    corners.some(([, y]) => y > -40) &&
    corners.some(([, y]) => y < 760)
  );
}

function field({ picture, stencil }: Stage, chart: Chart, [u, v]: Place): void {
  const seed = seedOf(u, v);
  const [light, dark] = crops[Math.floor(hash(seed) * crops.length)] ?? [cream, cream];
  patch({ picture, stencil }, [chart(u, v), chart(u + 1, v), chart(u + 1, v + 1), chart(u, v + 1)], light);
  const furrows = 5 + Math.floor(hash(seed + 1) * 5);
  const along = hash(seed + 2) > 0.5;
  for (let i = 0; i < furrows; i++) {
    const [a, b] = [(i + 0.25) / furrows, (i + 0.75) / furrows];
    const strip = along
      ? [chart(u + a, v), chart(u + b, v), chart(u + b, v + 1), chart(u + a, v + 1)]
      : [chart(u, v + a), chart(u + 1, v + a), chart(u + 1, v + b), chart(u, v + b)];
    outline(
      stencil,
      strip.map(([x, y]) => ({ x, y })),
    );
  }
  fill(picture, stencil, { paint: dark });
}

interface Tree {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

function hedges(chart: Chart, [u, v]: Place): Tree[] {
  const seed = seedOf(u, v);
  const tree = ([x, y]: Place, r: number): Tree => ({ x, y, r });
  const along = [0, 1, 2, 3, 4]
    .filter((i) => hash(seed + i * 11) > 0.45)
    .map((i) => tree(chart(u + 0.03, v + (i + 0.5) / 5), 9 + 9 * hash(seed + i)));
  const across = [0, 1, 2, 3]
    .filter((i) => hash(seed + i * 7 + 3) > 0.6)
    .map((i) => tree(chart(u + (i + 0.5) / 4, v + 0.03), 8 + 8 * hash(seed + i + 5)));
  return [...along, ...across];
}

/** From above: shade, crown, and where the sun falls on it. */
function trees({ picture, stencil }: Stage, all: readonly Tree[]): void {
  for (const { x, y, r } of all) oval(stencil, { x: x - r * 0.5, y: y + r * 0.6, rx: r, ry: r });
  fill(picture, stencil, { paint: ink, opacity: 0.22 });
  for (const { x, y, r } of all) oval(stencil, { x, y, rx: r, ry: r });
  fill(picture, stencil, { paint: paper('#3f7558') });
  for (const { x, y, r } of all) oval(stencil, { x: x + r * 0.22, y: y - r * 0.25, rx: r * 0.62, ry: r * 0.62 });
  fill(picture, stencil, { paint: paper('#568c66') });
}

function farm(stage: Stage, [x, y]: Place): void {
  patch(
    stage,
    [
      [x - 34, y + 6],
      [x + 30, y - 18],
      [x + 26, y + 34],
      [x - 38, y + 46],
    ],
    ink,
    0.2,
  );
  patch(
    stage,
    [
      [x - 26, y - 20],
      [x + 34, y - 20],
      [x + 34, y + 2],
      [x - 26, y + 2],
    ],
    paper('#d8624f'),
  );
  patch(
    stage,
    [
      [x - 26, y + 2],
      [x + 34, y + 2],
      [x + 34, y + 22],
      [x - 26, y + 22],
    ],
    paper('#b04a42'),
  );
  box(stage.picture, { left: x - 26, top: y + 1, right: x + 34, bottom: y + 3 }, { color: cream, opacity: 0.7 });
}

/** A lane along one of the grid's lines, and a bus on it. `along` in columns. */
export function lane(stage: Stage, chart: Chart, { row, along }: { row: number; along: number }): void {
  const points = Array.from({ length: 61 }, (_, i) => chart(-4 + i * 0.25, row));
  line(stage, points, 17, paper('#f7ead0'));
  const from = chart(along - 0.12, row);
  const to = chart(along + 0.12, row);
  const shade = (p: Place): Place => [p[0] - 8, p[1] + 10];
  line(stage, [shade(from), shade(to)], 13, ink, 0.22);
  line(stage, [from, to], 13, red);
  line(stage, [chart(along - 0.09, row), chart(along + 0.08, row)], 6, cream, 0.9);
}

/** A river across the rows. */
export function river(stage: Stage, chart: Chart, column: number): void {
  const bend = (v: number): Place => chart(column + 0.28 * Math.sin(v * 1.9) + 0.1 * Math.sin(v * 4.3), v);
  const points = Array.from({ length: 61 }, (_, i) => bend(-4 + i * 0.2));
  line(stage, points, 52, paper('#d9dfae'));
  line(stage, points, 40, paper('#5bb0b4'));
  line(
    stage,
    points.map(([x, y]) => [x + 7, y - 4] as const),
    6,
    paper('#9fd6cf'),
    0.6,
  );
}
