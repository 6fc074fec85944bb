import type { Color } from './color.ts';
import { colorAt, type Picture, type RampStop } from './picture.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A stencil: add outlines, then fill. Each pixel gets the exact area that the outline covers of it, by summing signed
 * areas along the row (the method of Raph Levien's font-rs). Outlines turning the same way may overlap.
 */
export interface Stencil {
  readonly width: number;
  readonly height: number;
  readonly areas: Float32Array;
  /** The rows touched since the last fill: first, and one after the last; and in each row the columns. */
  readonly touched: Int32Array;
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
  readonly covers: readonly [Float32Array, Float32Array];
}

export function makeStencil(width: number, height: number): Stencil {
  return {
    width,
    height,
    areas: new Float32Array((width + 2) * height),
    touched: Int32Array.of(height, 0),
    lefts: new Int32Array(height).fill(width),
    rights: new Int32Array(height),
    covers: [new Float32Array(width + 2), new Float32Array(width + 2)],
  };
}

/** Adds what a closed outline encloses, whichever way it turns. */
export function outline(stencil: Stencil, points: readonly Point[]): void {
  trace(stencil, points, 1);
}

/** Cuts a hole into outlines that enclose it wholly. */
export function hole(stencil: Stencil, points: readonly Point[]): void {
  trace(stencil, points, -1);
}

function trace(stencil: Stencil, points: readonly Point[], sign: 1 | -1): void {
  let before = points.at(-1);
  if (before === undefined) return;
  let turn = 0;
  for (const point of points) {
    turn += before.x * point.y - point.x * before.y;
    before = point;
  }
  // rows run down, so a left edge that runs up is the positive way round
  const weight = turn > 0 ? -sign : sign;
  for (const point of points) {
    edge(stencil, { from: before, to: point, weight });
    before = point;
  }
}

interface Edge {
  readonly from: Point;
  readonly to: Point;
  readonly weight: number;
}

function edge(stencil: Stencil, { from, to, weight }: Edge): void {
  const { width, height, areas, touched, lefts, rights } = stencil;
  const down = from.y < to.y;
  const upper = down ? from : to;
  const lower = down ? to : from;
  if (upper.y === lower.y || lower.y <= 0 || upper.y >= height) return;
  const slope = (lower.x - upper.x) / (lower.y - upper.y);
  const first = Math.max(0, Math.floor(upper.y));
  const last = Math.min(height, Math.ceil(lower.y));
  let x = upper.y < 0 ? upper.x - upper.y * slope : upper.x;
  for (let row = first; row < last; row++) {
    const tall = Math.min(row + 1, lower.y) - Math.max(row, upper.y);
    const next = x + slope * tall;
    const a = within(x, width);
    const b = within(next, width);
    const left = Math.floor(Math.min(a, b));
    const right = Math.ceil(Math.max(a, b));
    if (left < (lefts[row] as number)) lefts[row] = left;
    if (right > (rights[row] as number)) rights[row] = right;
    cross(areas, row * (width + 2), { from: a, to: b, signed: (down ? tall : -tall) * weight });
    x = next;
  }
  touched[0] = Math.min(touched[0] as number, first);
  touched[1] = Math.max(touched[1] as number, last);
}

function within(x: number, width: number): number {
  return x < 0 ? 0 : Math.min(x, width);
}

interface Crossing {
  readonly from: number;
  readonly to: number;
  readonly signed: number;
}

function add(areas: Float32Array, index: number, value: number): void {
  areas[index] = (areas[index] as number) + value;
}

/** One edge through one row: each column gets its share of the signed area. */
function cross(areas: Float32Array, start: number, { from, to, signed }: Crossing): void {
  const x0 = Math.min(from, to);
  const x1 = Math.max(from, to);
  const left = Math.floor(x0);
  const right = Math.ceil(x1);
  if (right <= left + 1) {
    const part = 0.5 * (from + to) - left;
    add(areas, start + left, signed - signed * part);
    add(areas, start + left + 1, signed * part);
    return;
  }
  const scale = 1 / (x1 - x0);
  let before = 0;
  for (let column = left; column < right; column++) {
    const a = Math.max(column, x0);
    const b = Math.min(column + 1, x1);
    // the area to the right of the edge inside this column, summed from the left
    const covered = (b - a) * scale * (column + 1 - (a + b) / 2) + (a - x0) * scale;
    add(areas, start + column, signed * (covered - before));
    before = covered;
  }
  add(areas, start + right, signed * (1 - before));
}

export interface Fill {
  /** One colour, or a vertical gradient by rows of the picture. */
  readonly paint: Color | readonly RampStop[];
  readonly opacity?: number;
  /** Adds light rather than covering what is there. */
  readonly shine?: boolean;
}

/** Paints what the outlines cover, and empties the stencil. */
export function fill(picture: Picture, stencil: Stencil, { paint, opacity = 1, shine = false }: Fill): void {
  const { width, touched, lefts, rights, covers } = stencil;
  const top = (touched[0] as number) & ~1;
  const bottom = Math.min(stencil.height, ((touched[1] as number) + 1) & ~1);
  const keep = shine ? 0 : 1;
  for (let row = top; row < bottom; row += 2) {
    const left = Math.min(lefts[row] as number, lefts[row + 1] as number) & ~1;
    const right = Math.min(width, (Math.max(rights[row] as number, rights[row + 1] as number) + 2) & ~1);
    lefts.fill(width, row, row + 2);
    rights.fill(0, row, row + 2);
    if (left >= right) continue;
    const color = 'length' in paint ? colorAt(paint, row + 1) : paint;
    for (const [odd, cover] of covers.entries()) {
      coverRow(stencil, { row: row + odd, left, right, opacity, cover });
      fillRow(picture, { row: row + odd, left, right, cover, value: color.y, keep });
    }
    fillChroma(picture, covers, { color, left, right, row, keep });
  }
  touched[0] = stencil.height;
  touched[1] = 0;
}

interface Span {
  readonly row: number;
  readonly left: number;
  readonly right: number;
  readonly cover: Float32Array;
}

/** Sums the signed areas along a row into how much of each pixel is covered, and empties the row. */
function coverRow(
  { width, areas }: Stencil,
  { row, left, right, opacity, cover }: Span & { readonly opacity: number },
): void {
  const start = row * (width + 2);
  let sum = 0;
  for (let column = left; column < right; column++) {
    sum += areas[start + column] as number;
    cover[column] = sum <= 0.002 ? 0 : sum >= 1 ? opacity : sum * opacity;
  }
  areas.fill(0, start + left, start + Math.min(width + 2, right + 2));
}

function fillRow(picture: Picture, how: Span & { readonly value: number; readonly keep: number }): void {
  const { row, left, right, cover, value, keep } = how;
  const { y, width } = picture;
  const start = row * width;
  for (let column = left; column < right; column++) {
    const part = cover[column] as number;
    if (part === 0) continue;
    const old = y[start + column] as number;
    y[start + column] = old + (value - old * keep) * part;
  }
}

interface ChromaRow {
  readonly color: Color;
  readonly left: number;
  readonly right: number;
  readonly row: number;
  readonly keep: number;
}

function fillChroma(picture: Picture, covers: Stencil['covers'], { color, left, right, row, keep }: ChromaRow): void {
  const [even, odd] = covers;
  const start = (row >> 1) * (picture.width >> 1);
  for (let column = left; column < right; column += 2) {
    const part =
      ((even[column] as number) +
        (even[column + 1] as number) +
        (odd[column] as number) +
        (odd[column + 1] as number)) /
      4;
    if (part === 0) continue;
    const index = start + (column >> 1);
    const oldU = picture.u[index] as number;
    const oldV = picture.v[index] as number;
    picture.u[index] = oldU + (color.u - oldU * keep) * part;
    picture.v[index] = oldV + (color.v - oldV * keep) * part;
  }
}

/** Adds a line of some width with round ends and corners. */
export function stroke(stencil: Stencil, points: readonly Point[], width: number): void {
  const r = width / 2;
  let before: Point | undefined;
  for (const point of points) {
    if (before !== undefined) {
      const dx = point.x - before.x;
      const dy = point.y - before.y;
      const length = Math.hypot(dx, dy) || 1;
      const nx = (-dy / length) * r;
      const ny = (dx / length) * r;
      outline(stencil, [
        { x: before.x + nx, y: before.y + ny },
        { x: before.x - nx, y: before.y - ny },
        { x: point.x - nx, y: point.y - ny },
        { x: point.x + nx, y: point.y + ny },
      ]);
    }
    oval(stencil, { x: point.x, y: point.y, rx: r, ry: r });
    before = point;
  }
}

/** Adds a round or an oval. */
export function oval(stencil: Stencil, { x, y, rx, ry }: Point & { readonly rx: number; readonly ry: number }): void {
  const sides = Math.max(8, Math.min(64, Math.ceil(Math.max(rx, ry) * 1.5)));
  const points = Array.from({ length: sides }, (_, i) => {
    const angle = (i / sides) * 2 * Math.PI;
    return { x: x + Math.cos(angle) * rx, y: y + Math.sin(angle) * ry };
  });
  outline(stencil, points);
}
