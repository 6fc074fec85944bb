import type { Light } from './light.ts';
import type { Picture } from './picture.ts';

/** A scratch for `bloom`: an eighth of the picture's size in each direction. */
export interface Bloom {
  readonly width: number;
  readonly height: number;
  readonly planes: readonly [Float32Array, Float32Array, Float32Array];
  readonly spare: Float32Array;
  readonly row: Float32Array;
}

export function makeBloom(width: number, height: number): Bloom {
  const size = (width / 8) * (height / 8);
  const plane = (): Float32Array => new Float32Array(size);
  return {
    width: width / 8,
    height: height / 8,
    planes: [plane(), plane(), plane()],
    spare: plane(),
    row: new Float32Array(width / 8 + 2),
  };
}

/** Lets what is bright shine into its neighbourhood, as a lens does. Adds to `light`. */
export function bloom(
  picture: Picture,
  light: Light,
  how: { scratch: Bloom; threshold: number; strength: number },
): void {
  const { scratch, threshold, strength } = how;
  const { width, height, planes, spare } = scratch;
  const [by, bu, bv] = planes;
  const half = picture.width / 2;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const index = row * width + column;
      const mean = meanLuma(picture, row * 8 * picture.width + column * 8);
      const over = mean - threshold;
      if (over <= 0) {
        by[index] = 0;
        bu[index] = 0;
        bv[index] = 0;
        continue;
      }
      const chroma = (row * 4 + 2) * half + column * 4 + 2;
      by[index] = over;
      bu[index] = ((picture.u[chroma] as number) * over) / mean;
      bv[index] = ((picture.v[chroma] as number) * over) / mean;
    }
  }
  for (const plane of planes) {
    for (const radius of [1, 3]) {
      blurRows(plane, spare, { width, height, radius });
      blurColumns(spare, plane, { width, height, radius });
    }
  }
  spreadInto(light, scratch, strength);
}

/** Eight points of an eight by eight square stand for it. */
function meanLuma({ y, width }: Picture, start: number): number {
  let sum = 0;
  for (let row = 1; row < 8; row += 2) {
    const at = start + row * width;
    sum += (y[at + ((row >> 1) & 1)] as number) + (y[at + 4 + ((row >> 1) & 1)] as number);
  }
  return sum / 8;
}

/** Adds the small planes to the light field, four times larger, smooth between their points. */
function spreadInto(light: Light, scratch: Bloom, strength: number): void {
  const [by, bu, bv] = scratch.planes;
  spreadPlane(light.y, by, { light, scratch, strength });
  spreadPlane(light.u, bu, { light, scratch, strength });
  spreadPlane(light.v, bv, { light, scratch, strength });
}

function spreadPlane(
  to: Float32Array,
  from: Float32Array,
  how: { light: Light; scratch: Bloom; strength: number },
): void {
  const { light, scratch, strength } = how;
  const { width, height, row: line } = scratch;
  for (let row = 0; row < light.height; row++) {
    const place = (row + 0.5) / 4 - 0.5;
    const above = Math.max(0, Math.floor(place));
    const below = Math.min(height - 1, above + 1);
    const part = Math.max(0, place - above) * strength;
    let any = 0;
    for (let column = 0; column < width; column++) {
      const value =
        (from[above * width + column] as number) * (strength - part) + (from[below * width + column] as number) * part;
      line[column + 1] = value;
      any += value * value;
    }
    if (any === 0) continue;
    line[0] = line[1] as number;
    line[width + 1] = line[width] as number;
    let index = row * light.width;
    for (let column = 1; column <= width; column++) {
      const here = line[column] as number;
      const toLeft = ((line[column - 1] as number) - here) * 0.125;
      const toRight = ((line[column + 1] as number) - here) * 0.125;
      to[index] = (to[index] as number) + here + toLeft * 3;
      to[index + 1] = (to[index + 1] as number) + here + toLeft;
      to[index + 2] = (to[index + 2] as number) + here + toRight;
      to[index + 3] = (to[index + 3] as number) + here + toRight * 3;
      index += 4;
    }
  }
}

interface Blur {
  readonly width: number;
  readonly height: number;
  readonly radius: number;
}

/** A box blur along the rows; run a few times it nears a Gaussian. */
export function blurRows(from: Float32Array, to: Float32Array, { width, height, radius }: Blur): void {
  const scale = 1 / (radius * 2 + 1);
  for (let row = 0; row < height; row++) {
    const start = row * width;
    let sum = 0;
    for (let column = -radius; column <= radius; column++)
      sum += from[start + Math.min(width - 1, Math.max(0, column))] as number;
    for (let column = 0; column < width; column++) {
      to[start + column] = sum * scale;
      const enter = column + radius + 1;
      const leave = column - radius;
      sum +=
        (from[start + (enter < width ? enter : width - 1)] as number) - (from[start + Math.max(leave, 0)] as number);
    }
  }
}

export function blurColumns(from: Float32Array, to: Float32Array, { width, height, radius }: Blur): void {
  const scale = 1 / (radius * 2 + 1);
  const sums = new Float64Array(width);
  for (let row = -radius; row <= radius; row++) {
    const start = Math.min(height - 1, Math.max(0, row)) * width;
    for (let column = 0; column < width; column++)
      sums[column] = (sums[column] as number) + (from[start + column] as number);
  }
  for (let row = 0; row < height; row++) {
    const enter = Math.min(height - 1, row + radius + 1) * width;
    const leave = Math.max(0, row - radius) * width;
    for (let column = 0; column < width; column++) {
      const sum = sums[column] as number;
      to[row * width + column] = sum * scale;
      sums[column] = sum + (from[enter + column] as number) - (from[leave + column] as number);
    }
  }
}
