/** Levels of each primary colour that are told apart. */
const levels = 5;
/** Share of the picture from which on a colour leads. */
const leads = 0.08;

/** The darkest colour that leads in a picture of RGBA pixels, as `#rrggbb`. */
export function tintOf(rgba: Uint8Array): string {
  const bins = new Map<number, { count: number; red: number; green: number; blue: number }>();
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(at, at + 3);
    const bin = (level(red) * levels + level(green)) * levels + level(blue);
    const sum = bins.get(bin) ?? { count: 0, red: 0, green: 0, blue: 0 };
    sum.count += 1;
    sum.red += red;
    sum.green += green;
    sum.blue += blue;
    bins.set(bin, sum);
  }
  const least = (rgba.length / 4) * leads;
  const all = [...bins.values()].sort((a, b) => b.count - a.count);
  const leading = all.filter(({ count }, index) => index === 0 || count >= least).map(meanOf);
  const darkest = leading.reduce((one, other) => (lumaOf(other) < lumaOf(one) ? other : one), leading[0] ?? [0, 0, 0]);
  return `#${darkest.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function level(value: number): number {
  return Math.min(levels - 1, Math.floor((value * levels) / 256));
}

function meanOf(bin: { readonly count: number; readonly red: number; readonly green: number; readonly blue: number }) {
  return [bin.red, bin.green, bin.blue].map((sum) => Math.round(sum / bin.count));
}

function lumaOf([red = 0, green = 0, blue = 0]: readonly number[]): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
