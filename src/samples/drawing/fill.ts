import type { Color } from './color.ts';
import { colorAt, type Picture, type RampStop } from './picture.ts';
import { blockSize, type Stencil } from './stencil.ts';

export interface Fill {
  /** One colour, or a vertical gradient by rows of the picture. */
  readonly paint: Color | readonly RampStop[];
  readonly opacity?: number;
  /** Adds light rather than covering what is there. */
  readonly shine?: boolean;
}

/** How much of each pixel of one row is covered; blocks that are not `lit` hold what an earlier row left. */
interface Cover {
  readonly parts: Float32Array;
  readonly lit: Uint8Array;
}

const widest = 4096;
const covers: readonly [Cover, Cover] = [makeCover(), makeCover()];
const nothing = new Float32Array(widest);

function makeCover(): Cover {
  return { parts: new Float32Array(widest), lit: new Uint8Array(widest / blockSize) };
}

/** Paints what the outlines cover, and empties the stencil. Pictures may be up to 4080 wide. */
export function fill(picture: Picture, stencil: Stencil, { paint, opacity = 1, shine = false }: Fill): void {
  const { touched } = stencil;
  const top = (touched[0] as number) & ~1;
  const bottom = Math.min(stencil.height, ((touched[1] as number) + 1) & ~1);
  const keep = shine ? 0 : 1;
  const from = touched[2] as number;
  const to = Math.min(stencil.stride / blockSize, (touched[3] as number) + 1);
  const [even, odd] = covers;
  for (let row = top; row < bottom; row += 2) {
    const color = 'length' in paint ? colorAt(paint, row + 1) : paint;
    fillRow(picture, stencil, { row, color, opacity, keep, from, to, cover: even });
    fillRow(picture, stencil, { row: row + 1, color, opacity, keep, from, to, cover: odd });
    fillChroma(picture, { row, color, keep, from, to });
  }
  touched[0] = stencil.height;
  touched[1] = 0;
  touched[2] = stencil.stride / blockSize;
  touched[3] = 0;
}

interface FillRow {
  readonly row: number;
  readonly color: Color;
  readonly opacity: number;
  readonly keep: number;
  /** Blocks: the first, and one after the last. */
  readonly from: number;
  readonly to: number;
  readonly cover: Cover;
}

/** Sums the signed areas along a row into how much of each pixel is covered, paints luma, and empties the row. */
function fillRow({ y, width }: Picture, { stride, areas, marks }: Stencil, how: FillRow): void {
  const { row, opacity, keep } = how;
  const value = how.color.y;
  const { parts, lit } = how.cover;
  const blocks = stride / blockSize;
  const toPicture = row * width - row * stride;
  let sum = 0;
  let part = 0;
  for (let block = how.from; block < how.to; block++) {
    const mark = row * blocks + block;
    const edged = marks[mark] === 1;
    lit[block] = edged || part > 0 ? 1 : 0;
    if (!edged && part === 0) continue;
    const first = block * blockSize;
    const last = Math.min(first + blockSize, width);
    const start = row * stride;
    if (edged) {
      marks[mark] = 0;
      for (let column = first; column < last; column++) {
        sum += areas[start + column] as number;
        areas[start + column] = 0;
        part = sum <= 0.002 ? 0 : sum >= 0.998 ? opacity : sum * opacity;
        parts[column] = part;
        const index = toPicture + start + column;
        const old = y[index] as number;
        y[index] = old + (value - old * keep) * part;
      }
      for (let column = last; column < first + blockSize; column++) areas[start + column] = 0;
    } else {
      for (let column = first; column < last; column++) parts[column] = part;
      const rest = 1 - part * keep;
      const added = value * part;
      for (let index = row * width + first; index < row * width + last; index++)
        y[index] = (y[index] as number) * rest + added;
    }
  }
}

function fillChroma({ u, v, width }: Picture, how: Omit<FillRow, 'opacity' | 'cover'>): void {
  const { row, color, keep } = how;
  const [even, odd] = covers;
  const half = width >> 1;
  const start = (row >> 1) * half;
  for (let block = how.from; block < how.to && block * blockSize < width; block++) {
    if ((even.lit[block] as number) + (odd.lit[block] as number) === 0) continue;
    const above = even.lit[block] === 1 ? even.parts : nothing;
    const below = odd.lit[block] === 1 ? odd.parts : nothing;
    const first = (block * blockSize) >> 1;
    const last = Math.min(first + (blockSize >> 1), half);
    for (let column = first; column < last; column++) {
      const at = column * 2;
      const part =
        ((above[at] as number) + (above[at + 1] as number) + (below[at] as number) + (below[at + 1] as number)) * 0.25;
      if (part === 0) continue;
      const oldU = u[start + column] as number;
      const oldV = v[start + column] as number;
      u[start + column] = oldU + (color.u - oldU * keep) * part;
      v[start + column] = oldV + (color.v - oldV * keep) * part;
    }
  }
}
