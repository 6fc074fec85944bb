import { makeStereo, type Stereo } from './stereo.ts';

/** Delays in samples at 44.1 kHz: Freeverb's (Jezar at Dreampoint, public domain). The right ear's are longer. */
const combs = [1116, 1188, 1277, 1356, 1422, 1491, 1557, 1617];
const allpasses = [556, 441, 341, 225];
const spread = 23;

/** The room alone, without the sound that fills it. `size` 0 to 1: how long it rings. */
export function reverb(dry: Stereo, { size, damping }: { readonly size: number; readonly damping: number }): Stereo {
  const wet = makeStereo(dry.rate, dry.left.length / dry.rate);
  const input = dry.left.map((value, i) => (value + (dry.right[i] as number)) * 0.015);
  const scale = dry.rate / 44_100;
  for (const [channel, extra] of [
    [wet.left, 0],
    [wet.right, spread],
  ] as const) {
    for (const delay of combs)
      comb(input, channel, { delay: Math.round((delay + extra) * scale), feedback: 0.7 + 0.28 * size, damping });
    for (const delay of allpasses) allpass(channel, Math.round((delay + extra) * scale));
  }
  return wet;
}

function comb(input: Float32Array, to: Float32Array, how: { delay: number; feedback: number; damping: number }): void {
  const line = new Float32Array(how.delay);
  let place = 0;
  let soft = 0;
  for (let i = 0; i < input.length; i++) {
    const out = line[place] as number;
    soft = out * (1 - how.damping) + soft * how.damping;
    line[place] = (input[i] as number) + soft * how.feedback;
    place = place + 1 === how.delay ? 0 : place + 1;
    to[i] = (to[i] as number) + out;
  }
}

function allpass(samples: Float32Array, delay: number): void {
  const line = new Float32Array(delay);
  let place = 0;
  for (let i = 0; i < samples.length; i++) {
    const kept = line[place] as number;
    const value = samples[i] as number;
    line[place] = value + kept * 0.5;
    place = place + 1 === delay ? 0 : place + 1;
    samples[i] = kept - value;
  }
}
