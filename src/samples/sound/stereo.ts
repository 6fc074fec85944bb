/** Sound in two channels, samples in [-1, 1] once it is mastered. */
export interface Stereo {
  /** Samples a second. */
  readonly rate: number;
  readonly left: Float32Array;
  readonly right: Float32Array;
}

export function makeStereo(rate: number, seconds: number): Stereo {
  const length = Math.round(rate * seconds);
  return { rate, left: new Float32Array(length), right: new Float32Array(length) };
}

/** Adds one sound to another, sample by sample. */
export function addSound(to: Stereo, from: Stereo, gain: number): void {
  for (let i = 0; i < to.left.length; i++) {
    to.left[i] = (to.left[i] as number) + (from.left[i] as number) * gain;
    to.right[i] = (to.right[i] as number) + (from.right[i] as number) * gain;
  }
}
