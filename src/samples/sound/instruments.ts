import type { Stereo } from './stereo.ts';
import { look, wave } from './waves.ts';

/** Equal temperament, A4 = 440 Hz. `D4`, `F#5`. */
export function pitch(name: string): number {
  const [, letter = 'A', sharp = '', octave = '4'] = /^([A-G])(#?)(\d)$/.exec(name) ?? [];
  const step = { C: -9, D: -7, E: -5, F: -4, G: -2, A: 0, B: 2 }[letter] ?? 0;
  return 440 * 2 ** ((step + (sharp === '' ? 0 : 1) + (Number(octave) - 4) * 12) / 12);
}

export interface Note {
  /** Hertz. */
  readonly frequency: number;
  /** Seconds from the start. */
  readonly at: number;
  /** Seconds until it is let go. */
  readonly length: number;
  readonly gain: number;
  /** -1 is left, 1 is right. */
  readonly pan: number;
}

const sine = wave([1]);
const warm = wave([1, 0.42, 0.24, 0.1, 0.07, 0.035, 0.02]);
const round = wave([1, 0.35, 0.08]);

/** Strings without bows: two voices a little apart, one to each side, that swell and die away slowly. */
export function pad(to: Stereo, { frequency, at, length, gain, pan }: Note): void {
  const rise = 0.9;
  const fall = 1.5;
  const first = Math.max(0, Math.round(at * to.rate));
  const last = Math.min(to.left.length, Math.round((at + length + fall) * to.rate));
  const step = frequency / to.rate;
  for (let i = first; i < last; i++) {
    const t = i / to.rate - at;
    const level = Math.min(1, t / rise) * Math.min(1, Math.max(0, (length + fall - t) / fall));
    const soft = level * level * (3 - 2 * level) * gain;
    const sway = 0.0009 * Math.sin(t * 4.6 + frequency);
    const phase = (i - first) * step;
    to.left[i] = (to.left[i] as number) + look(warm, phase * 1.0021 + sway * 40) * soft * (1 - pan * 0.5);
    to.right[i] = (to.right[i] as number) + look(warm, phase * 0.9979 + 0.3 - sway * 40) * soft * (1 + pan * 0.5);
  }
}

/** Between a felt piano and a music box: four partials, the higher ones gone sooner. */
export function pluck(to: Stereo, { frequency, at, length, gain, pan }: Note): void {
  const first = Math.max(0, Math.round(at * to.rate));
  const last = Math.min(to.left.length, Math.round((at + length) * to.rate));
  const leftGain = gain * Math.min(1, 1 - pan);
  const rightGain = gain * Math.min(1, 1 + pan);
  for (const [harmonic, strength, decay] of [
    [1, 1, 1.5],
    [2.001, 0.42, 2.6],
    [3.004, 0.2, 4.4],
    [4.01, 0.12, 7],
    [9.2, 0.05, 22],
  ] as const) {
    const step = (frequency * harmonic) / to.rate;
    const fade = Math.exp((-decay * (0.7 + frequency / 900)) / to.rate);
    let level = strength;
    for (let i = first; i < last; i++) {
      const attack = Math.min(1, (i - first) / 90);
      const release = Math.min(1, (last - i) / 2400);
      const value = look(sine, (i - first) * step) * level * attack * release;
      level *= fade;
      to.left[i] = (to.left[i] as number) + value * leftGain;
      to.right[i] = (to.right[i] as number) + value * rightGain;
    }
  }
}

/** A round, low tone without an edge. */
export function bass(to: Stereo, { frequency, at, length, gain }: Note): void {
  const first = Math.max(0, Math.round(at * to.rate));
  const last = Math.min(to.left.length, Math.round((at + length) * to.rate));
  const step = frequency / to.rate;
  for (let i = first; i < last; i++) {
    const t = i / to.rate - at;
    const level = Math.min(1, t / 0.07) * Math.exp(-t * 0.42) * Math.min(1, (at + length - i / to.rate) / 0.35) * gain;
    const value = look(round, (i - first) * step) * level;
    to.left[i] = (to.left[i] as number) + value;
    to.right[i] = (to.right[i] as number) + value;
  }
}
