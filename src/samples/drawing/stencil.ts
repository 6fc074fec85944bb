export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Columns in a block of a stencil's row. */
export const blockSize = 16;

/**
 * A stencil: add outlines, then fill. Each pixel gets the exact area that the outline covers of it, by summing signed
 * areas along the row (the method of Raph Levien's font-rs). Outlines turning the same way may overlap.
 */
export interface Stencil {
  readonly width: number;
  readonly height: number;
  /** Values in a row: whole blocks, and room for what an edge at the right border adds. */
  readonly stride: number;
  readonly areas: Float32Array;
  /** One for each block of a row that an edge runs through: between such blocks nothing changes. */
  readonly marks: Uint8Array;
  /** The rows and the blocks touched since the last fill: of each the first, and one after the last. */
  readonly touched: Int32Array;
}

export function makeStencil(width: number, height: number): Stencil {
  const blocks = Math.ceil((width + 2) / blockSize);
  return {
    width,
    height,
    stride: blocks * blockSize,
    areas: new Float32Array(blocks * blockSize * height),
    marks: new Uint8Array(blocks * height),
    touched: Int32Array.of(height, 0, blocks, 0),
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

export interface Edge {
  readonly from: Point;
  readonly to: Point;
  readonly weight: number;
}

export function edge(stencil: Stencil, { from, to, weight }: Edge): void {
  const { width, height, stride, areas, marks, touched } = stencil;
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
    const right = Math.max(left + 1, Math.ceil(Math.max(a, b)));
    const block = (row * stride) / blockSize;
    for (let mark = left >> 4; mark <= right >> 4; mark++) marks[block + mark] = 1;
    cross(areas, row * stride, { from: a, to: b, signed: (down ? tall : -tall) * weight });
    x = next;
  }
  touched[0] = Math.min(touched[0] as number, first);
  touched[1] = Math.max(touched[1] as number, last);
  touched[2] = Math.min(touched[2] as number, within(Math.floor(Math.min(from.x, to.x)) - 1, width) >> 4);
  touched[3] = Math.max(touched[3] as number, (within(Math.ceil(Math.max(from.x, to.x)) + 1, width) >> 4) + 1);
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
