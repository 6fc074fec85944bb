import { type Random, seededRandom } from '../../kit/index.ts';
import type { Stereo } from './stereo.ts';

/** A stretch of sound with soft edges. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly gain: number;
  readonly seed: number;
}

/** Noise between two pitches; `swell` (seconds to gain) lets it breathe. Both ears hear their own. */
export function rustle(
  sound: Stereo,
  stretch: Stretch,
  how: { low: number; high: number; swell?: (seconds: number) => number },
): void {
  for (const [ear, samples] of [sound.left, sound.right].entries()) {
    const random = seededRandom(stretch.seed * 2 + ear);
    const up = 1 - Math.exp((-2 * Math.PI * how.high) / sound.rate);
    const down = 1 - Math.exp((-2 * Math.PI * how.low) / sound.rate);
    let above = 0;
    let again = 0;
    let below = 0;
    let swell = 1;
    eachSample(sound, stretch, (i, level) => {
      above += (random.float() * 2 - 1 - above) * up;
      again += (above - again) * up;
      below += (again - below) * down;
      if (i % 64 === 0) swell = how.swell?.(i / sound.rate) ?? 1;
      samples[i] = (samples[i] as number) + (again - below) * level * swell;
    });
  }
}

/** Calls `hear` for each sample of a stretch with its gain, faded over a third of a second at both ends. */
export function eachSample(
  { rate, left }: Stereo,
  { from, to, gain }: Stretch,
  hear: (index: number, level: number) => void,
): void {
  const first = Math.max(0, Math.round((from - 0.12) * rate));
  const last = Math.min(left.length, Math.round((to + 0.2) * rate));
  const edge = rate * 0.32;
  for (let i = first; i < last; i++) hear(i, Math.min(1, (i - first) / edge, (last - i) / edge) * gain);
}

/** Short ticks and drops scattered by chance: `each` places one and says when the next is due, in seconds. */
export function scatter(stretch: Stretch, each: (at: number, random: Random) => number): void {
  const random = seededRandom(stretch.seed);
  for (let at = stretch.from; at < stretch.to; ) at += Math.max(0.002, each(at, random));
}

export interface Ping {
  readonly at: number;
  readonly frequency: number;
  /** Seconds to fall to a third. */
  readonly decay: number;
  readonly gain: number;
  readonly pan: number;
  /** Change of pitch a second, as a factor. */
  readonly glide?: number;
}

/** One short, pure tone: a drop, a cricket, a far bell. */
export function ping(sound: Stereo, { at, frequency, decay, gain, pan, glide = 1 }: Ping): void {
  const first = Math.round(at * sound.rate);
  const last = Math.min(sound.left.length, first + Math.round(decay * 6 * sound.rate));
  let phase = 0;
  for (let i = Math.max(0, first); i < last; i++) {
    const t = (i - first) / sound.rate;
    phase += (frequency * glide ** t) / sound.rate;
    const value = Math.sin(phase * 2 * Math.PI) * Math.exp(-t / decay) * Math.min(1, t / 0.002) * gain;
    sound.left[i] = (sound.left[i] as number) + value * (1 - pan);
    sound.right[i] = (sound.right[i] as number) + value * (1 + pan);
  }
}
