/** A colour or a light: BT.709 luma (0 to 1 and more) and chroma (about 0). Sums and mixes of these are exact. */
export interface Color {
  readonly y: number;
  readonly u: number;
  readonly v: number;
}

const known = new Map<string, Color>();

/** `#rrggbb` as luma and chroma (ITU-R BT.709, gamma-coded as written). Remembered: shots name colours as they draw. */
export function color(hex: string): Color {
  const found = known.get(hex) ?? parse(hex);
  known.set(hex, found);
  return found;
}

function parse(hex: string): Color {
  const value = Number.parseInt(hex.slice(1), 16);
  const red = (value >> 16) / 255;
  const green = ((value >> 8) & 255) / 255;
  const blue = (value & 255) / 255;
  const y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return { y, u: (blue - y) / 1.8556, v: (red - y) / 1.5748 };
}

export function mix(from: Color, to: Color, t: number): Color {
  return { y: from.y + (to.y - from.y) * t, u: from.u + (to.u - from.u) * t, v: from.v + (to.v - from.v) * t };
}

/** The same light, stronger or weaker. */
export function dim(light: Color, by: number): Color {
  return { y: light.y * by, u: light.u * by, v: light.v * by };
}
