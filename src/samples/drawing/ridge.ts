import { colorAt, type Picture, type RampStop } from './picture.ts';

export interface Ridge {
  /** For each column the row (may lie between pixels) below which everything is filled. */
  readonly line: Float32Array;
  /** A vertical gradient, by rows of the picture. */
  readonly paint: readonly RampStop[];
  /** Height of the edge in pixels: 1 is sharp, more is mist or distance. */
  readonly soft?: number;
  readonly opacity?: number;
  /** First row that stays as it is. */
  readonly until?: number;
}

/** Fills everything below a line, with an edge between pixels: hills, roofs, a canopy turned over, a crowd. */
export function ridge(picture: Picture, { line, paint, soft = 1, opacity = 1, until = picture.height }: Ridge): void {
  const { width, y, u, v } = picture;
  let highest = Number.POSITIVE_INFINITY;
  let lowest = Number.NEGATIVE_INFINITY;
  for (const height of line) {
    if (height < highest) highest = height;
    if (height > lowest) lowest = height;
  }
  const first = Math.max(0, Math.floor(highest - soft)) & ~1;
  const half = width / 2;
  const lift = 0.5 / soft + 0.5;
  for (let row = first; row < until; row++) {
    const color = colorAt(paint, row + 0.5);
    const start = row * width;
    if (row > lowest + soft && opacity === 1) {
      y.fill(color.y, start, start + width);
      if (row % 2 === 1) continue;
      u.fill(color.u, (row / 2) * half, (row / 2 + 1) * half);
      v.fill(color.v, (row / 2) * half, (row / 2 + 1) * half);
      continue;
    }
    edgeRow(y, { line, every: 1, row, start, count: width, value: color.y, soft, lift, opacity });
    if (row % 2 === 1) continue;
    const chroma = { line, every: 2, row: row + 0.5, start: (row / 2) * half, count: half, soft, lift, opacity };
    edgeRow(u, { ...chroma, value: color.u });
    edgeRow(v, { ...chroma, value: color.v });
  }
}

interface EdgeRow {
  readonly line: Float32Array;
  /** Points of the line for one of the plane. */
  readonly every: number;
  readonly row: number;
  readonly start: number;
  readonly count: number;
  readonly value: number;
  readonly soft: number;
  readonly lift: number;
  readonly opacity: number;
}

function edgeRow(plane: Float32Array, how: EdgeRow): void {
  const { line, every, row, start, count, value, opacity } = how;
  const scale = 1 / how.soft;
  const base = row * scale + how.lift;
  for (let column = 0; column < count; column++) {
    let cover = base - (line[column * every] as number) * scale;
    if (cover <= 0) continue;
    cover = cover > 1 ? opacity : cover * opacity;
    const old = plane[start + column] as number;
    plane[start + column] = old + (value - old) * cover;
  }
}
