import type { Color } from './color.ts';

/**
 * A picture while it is being drawn: BT.709 luma at full size and chroma at half size, in floating point, so that
 * light adds up and gradients stay smooth until the last step. Luma 0 is black and 1 is white (more is allowed and
 * is rolled off like film when the picture is finished); chroma lies about 0.
 */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly y: Float32Array;
  readonly u: Float32Array;
  readonly v: Float32Array;
}

/** `width` and `height` must be multiples of four (chroma is half of luma, the light field too). */
export function makePicture(width: number, height: number): Picture {
  const quarter = (width / 2) * (height / 2);
  return {
    width,
    height,
    y: new Float32Array(width * height),
    u: new Float32Array(quarter),
    v: new Float32Array(quarter),
  };
}

export interface RampStop {
  /** Row, in pixels from the top. */
  readonly at: number;
  readonly color: Color;
}

/** Fills the rows from the first stop's to the last's with a vertical gradient, smooth between its stops. */
export function ramp(picture: Picture, stops: readonly RampStop[]): void {
  const { width, y, u, v } = picture;
  const first = Math.max(0, Math.floor(stops[0]?.at ?? 0));
  const last = Math.min(picture.height, Math.ceil(stops.at(-1)?.at ?? 0));
  for (let row = first; row < last; row++) {
    const color = colorAt(stops, row + 0.5);
    y.fill(color.y, row * width, (row + 1) * width);
    if (row % 2 === 1) continue;
    const half = width / 2;
    u.fill(color.u, (row / 2) * half, (row / 2 + 1) * half);
    v.fill(color.v, (row / 2) * half, (row / 2 + 1) * half);
  }
}

/** The colour of a gradient at a place. */
export function colorAt(stops: readonly RampStop[], place: number): Color {
  let before = stops[0];
  if (before === undefined) return { y: 0, u: 0, v: 0 };
  for (const stop of stops) {
    if (stop.at > place) {
      if (stop === before) return before.color;
      const t = (place - before.at) / (stop.at - before.at);
      const { color } = before;
      return {
        y: color.y + (stop.color.y - color.y) * t,
        u: color.u + (stop.color.u - color.u) * t,
        v: color.v + (stop.color.v - color.v) * t,
      };
    }
    before = stop;
  }
  return before.color;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** An upright rectangle with edges between pixels. */
export function box(picture: Picture, area: Box, paint: { readonly color: Color; readonly opacity?: number }): void {
  const { width, height } = picture;
  const { color, opacity = 1 } = paint;
  const half = { left: area.left / 2, top: area.top / 2, right: area.right / 2, bottom: area.bottom / 2 };
  planeBox(picture.y, { width, height, area, value: color.y, opacity });
  planeBox(picture.u, { width: width / 2, height: height / 2, area: half, value: color.u, opacity });
  planeBox(picture.v, { width: width / 2, height: height / 2, area: half, value: color.v, opacity });
}

interface PlaneBox {
  readonly width: number;
  readonly height: number;
  readonly area: Box;
  readonly value: number;
  readonly opacity: number;
}

function planeBox(plane: Float32Array, { width, height, area, value, opacity }: PlaneBox): void {
  const left = Math.max(0, area.left);
  const right = Math.min(width, area.right);
  const top = Math.max(0, area.top);
  const bottom = Math.min(height, area.bottom);
  if (right <= left) return;
  const firstWhole = Math.ceil(left);
  const lastWhole = Math.max(firstWhole, Math.floor(right));
  for (let row = Math.floor(top); row < bottom; row++) {
    const cover = (Math.min(row + 1, bottom) - Math.max(row, top)) * opacity;
    const start = row * width;
    if (cover === 1) plane.fill(value, start + firstWhole, start + lastWhole);
    else for (let i = start + firstWhole; i < start + lastWhole; i++) cover1(plane, i, value, cover);
    if (firstWhole > left) cover1(plane, start + firstWhole - 1, value, cover * (Math.min(firstWhole, right) - left));
    if (right > lastWhole && lastWhole >= left) cover1(plane, start + lastWhole, value, cover * (right - lastWhole));
  }
}

function cover1(plane: Float32Array, index: number, value: number, cover: number): void {
  const old = plane[index] as number;
  plane[index] = old + (value - old) * cover;
}

/** Adds a point of light between pixels: a star, a mote, a flake. */
export function speck(picture: Picture, at: { readonly x: number; readonly y: number }, light: Color): void {
  const { width, height, y, u, v } = picture;
  const x0 = Math.floor(at.x - 0.5);
  const y0 = Math.floor(at.y - 0.5);
  if (x0 < 0 || y0 < 0 || x0 >= width - 1 || y0 >= height - 1) return;
  const fx = at.x - 0.5 - x0;
  const fy = at.y - 0.5 - y0;
  const index = y0 * width + x0;
  y[index] = (y[index] as number) + light.y * (1 - fx) * (1 - fy);
  y[index + 1] = (y[index + 1] as number) + light.y * fx * (1 - fy);
  y[index + width] = (y[index + width] as number) + light.y * (1 - fx) * fy;
  y[index + width + 1] = (y[index + width + 1] as number) + light.y * fx * fy;
  const chroma = (y0 >> 1) * (width >> 1) + (x0 >> 1);
  u[chroma] = (u[chroma] as number) + light.u * 0.25;
  v[chroma] = (v[chroma] as number) + light.v * 0.25;
}

export interface Streak {
  readonly x: number;
  readonly y: number;
  /** How far it leans to the right for each row down. */
  readonly lean: number;
  readonly length: number;
  readonly light: number;
}

/** Adds a thin, steep line of light that is brightest in its middle: rain, a drop's trail. */
export function streak(picture: Picture, { x, y, lean, length, light }: Streak): void {
  const { width, height } = picture;
  const first = Math.max(0, Math.floor(y));
  const last = Math.min(height, Math.ceil(y + length));
  for (let row = first; row < last; row++) {
    const along = (row - y) / length;
    const here = x + (row - y) * lean;
    const column = Math.floor(here);
    if (column < 0 || column >= width - 1 || along < 0) continue;
    const strength = light * 4 * along * (1 - along);
    const part = here - column;
    const index = row * width + column;
    picture.y[index] = (picture.y[index] as number) + strength * (1 - part);
    picture.y[index + 1] = (picture.y[index + 1] as number) + strength * part;
  }
}
