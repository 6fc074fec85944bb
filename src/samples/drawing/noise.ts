import { seededRandom } from '../../kit/index.ts';

/** A square of soft chance that repeats at its edges: cloud, haze, ripple, cloth. Values lie in [0, 1]. */
export interface NoiseTile {
  readonly size: number;
  readonly values: Float32Array;
}

/**
 * Value noise summed over octaves (Perlin 1985, without gradients), stretched to fill [0, 1].
 * `size` must be a power of two; `cells` is how many lumps lie across it in the coarsest octave.
 */
export function noiseTile(
  size: number,
  options: { readonly seed: number; readonly cells: number; readonly octaves: number },
): NoiseTile {
  const random = seededRandom(options.seed);
  const values = new Float32Array(size * size);
  for (let octave = 0; octave < options.octaves; octave++) {
    const cells = Math.min(size, options.cells << octave);
    const lattice = Float32Array.from({ length: cells * cells }, () => random.float());
    addOctave(values, { size, cells, lattice, strength: 0.5 ** octave });
  }
  stretch(values);
  return { size, values };
}

interface Octave {
  readonly size: number;
  readonly cells: number;
  readonly lattice: Float32Array;
  readonly strength: number;
}

function addOctave(values: Float32Array, { size, cells, lattice, strength }: Octave): void {
  const step = cells / size;
  for (let row = 0; row < size; row++) {
    const y = row * step;
    const y0 = Math.floor(y);
    const fy = fade(y - y0);
    const above = y0 * cells;
    const below = ((y0 + 1) % cells) * cells;
    for (let column = 0; column < size; column++) {
      const x = column * step;
      const x0 = Math.floor(x);
      const fx = fade(x - x0);
      const x1 = (x0 + 1) % cells;
      const top = (lattice[above + x0] as number) * (1 - fx) + (lattice[above + x1] as number) * fx;
      const bottom = (lattice[below + x0] as number) * (1 - fx) + (lattice[below + x1] as number) * fx;
      const index = row * size + column;
      values[index] = (values[index] as number) + (top + (bottom - top) * fy) * strength;
    }
  }
}

function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

function stretch(values: Float32Array): void {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  for (let i = 0; i < values.length; i++) values[i] = ((values[i] as number) - least) / (most - least);
}

/** The tile at a place between its points; it repeats without end. */
export function sample(tile: NoiseTile, x: number, y: number): number {
  const { size, values } = tile;
  const last = size - 1;
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  const left = x0 & last;
  const right = (x0 + 1) & last;
  const above = (y0 & last) * size;
  const below = ((y0 + 1) & last) * size;
  const top = (values[above + left] as number) * (1 - fx) + (values[above + right] as number) * fx;
  const bottom = (values[below + left] as number) * (1 - fx) + (values[below + right] as number) * fx;
  return top + (bottom - top) * fy;
}

/** A repeatable number in [0, 1) for a whole number: chance that needs no state. */
export function hash(n: number): number {
  let t = (n + 0x6d2b79f5) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

/** Smooth chance along a line, in [-1, 1]: the run of a hill, the flicker of a lamp. */
export function wander(x: number, seed: number): number {
  const x0 = Math.floor(x);
  const a = hash(x0 + seed * 7919) * 2 - 1;
  const b = hash(x0 + 1 + seed * 7919) * 2 - 1;
  return a + (b - a) * fade(x - x0);
}

/** `wander` summed over octaves, each twice as fine and half as high. */
export function ramble(x: number, seed: number, options: { readonly octaves: number }): number {
  let sum = 0;
  for (let octave = 0; octave < options.octaves; octave++)
    sum += wander(x * 2 ** octave, seed + octave) * 0.5 ** octave;
  return sum / 2;
}
