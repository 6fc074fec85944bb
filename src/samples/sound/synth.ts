import type { Note } from './instruments.ts';
import type { Stereo } from './stereo.ts';
import { look, wave } from './waves.ts';

const saw = (partials: number): Float32Array => wave(Array.from({ length: partials }, (_, n) => 0.6 / (n + 1)));
const bright = saw(22);
const dull = saw(5);

interface Voice {
  readonly rise: number;
  readonly fall: number;
  /** How fast its edge goes: a filter that closes, per second. */
  readonly close: number;
  /** Voices beside the first, as factors of its pitch. */
  readonly beside: readonly number[];
}

/** Saw waves that lose their edge as a filter closes; each further voice stands on its own side. */
function play(to: Stereo, { frequency, at, length, gain, pan }: Note, { rise, fall, close, beside }: Voice): void {
  const first = Math.max(0, Math.round(at * to.rate));
  const last = Math.min(to.left.length, Math.round((at + length + fall) * to.rate));
  for (const [index, factor] of beside.entries()) {
    const side = beside.length === 1 ? pan : pan + ((index / (beside.length - 1)) * 2 - 1) * 0.7;
    const step = (frequency * factor) / to.rate;
    const share = gain / Math.sqrt(beside.length);
    const left = share * Math.min(1, 1 - side);
    const right = share * Math.min(1, 1 + side);
    for (let i = first; i < last; i++) {
      const t = (i - first) / to.rate;
      const level = Math.min(1, t / rise, Math.max(0, (length + fall - t) / fall));
      const edge = Math.exp(-t * close);
      const turns = (i - first) * step + index * 0.37;
      const value = (look(bright, turns) * edge + look(dull, turns) * (1 - edge)) * level;
      to.left[i] = (to.left[i] as number) + value * left;
      to.right[i] = (to.right[i] as number) + value * right;
    }
  }
}

/** A short, plucked saw for runs of sixteenths. */
export function pulse(to: Stereo, note: Note): void {
  play(to, note, { rise: 0.003, fall: 0.09, close: 22, beside: [1] });
}

/** A saw bass, short and dark. */
export function grind(to: Stereo, note: Note): void {
  play(to, note, { rise: 0.004, fall: 0.04, close: 16, beside: [1] });
}

/** Five saws a little apart: a wide, bright chord's voice. */
export function blaze(to: Stereo, note: Note): void {
  play(to, note, { rise: 0.012, fall: 0.22, close: 2.2, beside: [0.992, 0.996, 1, 1.0045, 1.009] });
}
