import type { Color } from './color.ts';
import type { Picture } from './picture.ts';

/** Light that is added to a picture when it is finished: soft by nature, so it is kept at half size in all planes. */
export interface Light {
  readonly width: number;
  readonly height: number;
  readonly y: Float32Array;
  readonly u: Float32Array;
  readonly v: Float32Array;
}

/** The light field of a picture of this size. */
export function makeLight(width: number, height: number): Light {
  const size = (width / 2) * (height / 2);
  return {
    width: width / 2,
    height: height / 2,
    y: new Float32Array(size),
    u: new Float32Array(size),
    v: new Float32Array(size),
  };
}

export function darken(light: Light): void {
  light.y.fill(0);
  light.u.fill(0);
  light.v.fill(0);
}

/** Adds all light so far to the picture and goes dark: what is drawn next stands before it. */
export function pour(light: Light, picture: Picture): void {
  const { width, height } = light;
  for (let row = 0; row < picture.height; row++) {
    const near = (row >> 1) * width;
    const far = Math.min(height - 1, Math.max(0, (row >> 1) + (row % 2 === 0 ? -1 : 1))) * width;
    let before = (light.y[near] as number) * 0.75 + (light.y[far] as number) * 0.25;
    let here = before;
    let index = row * picture.width;
    for (let column = 0; column < width; column++) {
      const next = column + 1 < width ? column + 1 : column;
      const after = (light.y[near + next] as number) * 0.75 + (light.y[far + next] as number) * 0.25;
      picture.y[index] = (picture.y[index] as number) + here * 0.75 + before * 0.25;
      picture.y[index + 1] = (picture.y[index + 1] as number) + here * 0.75 + after * 0.25;
      index += 2;
      before = here;
      here = after;
    }
  }
  for (let i = 0; i < picture.u.length; i++) {
    picture.u[i] = (picture.u[i] as number) + (light.u[i] as number);
    picture.v[i] = (picture.v[i] as number) + (light.v[i] as number);
  }
  darken(light);
}

export interface Glow {
  /** Centre and radius in pixels of the picture. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly color: Color;
  /** Height over width: 1 is round. */
  readonly tall?: number;
  /** 2 is a wide, soft glow; 6 is a point with a halo. */
  readonly falloff?: number;
}

/** Adds a round or oval glow. */
export function glow(light: Light, { x, y, radius, color, tall = 1, falloff = 2 }: Glow): void {
  if (Math.abs(color.y) < 0.003) return;
  const { width, height } = light;
  const rx = radius / 2;
  const ry = rx * tall;
  const cx = x / 2 - 0.5;
  const cy = y / 2 - 0.5;
  const table = falloffTable(falloff);
  const top = Math.max(0, Math.ceil(cy - ry));
  const bottom = Math.min(height - 1, Math.floor(cy + ry));
  for (let row = top; row <= bottom; row++) {
    const dy = ((row - cy) / ry) ** 2;
    const reach = Math.sqrt(1 - dy) * rx;
    const left = Math.max(0, Math.ceil(cx - reach));
    const right = Math.min(width - 1, Math.floor(cx + reach));
    glowRow(light, { first: row * width + left, count: right - left + 1, from: left - cx, rx, dy, table, color });
  }
}

interface GlowRow {
  readonly first: number;
  readonly count: number;
  /** Of the first column from the middle. */
  readonly from: number;
  readonly rx: number;
  /** Square of the row's distance from the middle, the radius being one. */
  readonly dy: number;
  readonly table: Float32Array;
  readonly color: Color;
}

function glowRow({ y, u, v }: Light, { first, count, from, rx, dy, table, color }: GlowRow): void {
  const scale = 1 / rx;
  const start = dy * 1023;
  for (let i = 0; i < count; i++) {
    const dx = (from + i) * scale;
    const strength = table[(dx * dx * 1023 + start) | 0] as number;
    const index = first + i;
    y[index] = (y[index] as number) + color.y * strength;
    u[index] = (u[index] as number) + color.u * strength;
    v[index] = (v[index] as number) + color.v * strength;
  }
}

const tables = new Map<number, Float32Array>();

/** By the square of the distance: a table of (1 - d)^falloff, which is 1 in the middle and runs out softly. */
function falloffTable(falloff: number): Float32Array {
  const known = tables.get(falloff);
  if (known !== undefined) return known;
  const table = Float32Array.from({ length: 1026 }, (_, i) => (1 - Math.min(1, Math.sqrt(i / 1024))) ** falloff);
  const soft = table.map((value, i) => value * Math.max(0, 1 - i / 1024));
  tables.set(falloff, soft);
  return soft;
}

export interface Beam {
  readonly x: number;
  readonly y: number;
  /** Direction in radians, 0 to the right, growing downwards. */
  readonly angle: number;
  /** Half of its opening, in radians. */
  readonly spread: number;
  readonly length: number;
  readonly color: Color;
  /** Width at its source, in pixels. */
  readonly mouth?: number;
}

/** Adds a cone of light in haze, brightest at its source and along its axis. */
export function beam(light: Light, options: Beam): void {
  const { x, y, angle, spread, length, color, mouth = 6 } = options;
  const { width, height } = light;
  const ax = Math.cos(angle);
  const ay = Math.sin(angle);
  const opening = Math.tan(spread);
  for (let row = 0; row < height; row++) {
    const dy = row * 2 + 1 - y;
    for (let column = 0; column < width; column++) {
      const dx = column * 2 + 1 - x;
      const along = dx * ax + dy * ay;
      if (along <= 0 || along >= length) continue;
      const reach = mouth + along * opening;
      const across = (dy * ax - dx * ay) / reach;
      const inside = 1 - across * across;
      if (inside <= 0) continue;
      const fall = 1 - along / length;
      const strength = inside * inside * fall * fall;
      const index = row * width + column;
      light.y[index] = (light.y[index] as number) + color.y * strength;
      light.u[index] = (light.u[index] as number) + color.u * strength;
      light.v[index] = (light.v[index] as number) + color.v * strength;
    }
  }
}
