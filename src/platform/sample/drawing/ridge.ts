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
    for (let column = 0; column < width; column++) {
      let cover = (row - (line[column] as number)) / soft + lift;
      if (cover <= 0) continue;
      cover = Math.min(cover, 1) * opacity;
      const old = y[start + column] as number;
      y[start + column] = old + (color.y - old) * cover;
    }
    if (row % 2 === 1) continue;
    const chroma = (row / 2) * half;
    for (let column = 0; column < half; column++) {
      let cover = (row + 0.5 - (line[column * 2] as number)) / soft + lift;
      if (cover <= 0) continue;
      cover = Math.min(cover, 1) * opacity;
      const oldU = u[chroma + column] as number;
      const oldV = v[chroma + column] as number;
      u[chroma + column] = oldU + (color.u - oldU) * cover;
      v[chroma + column] = oldV + (color.v - oldV) * cover;
    }
  }
}
