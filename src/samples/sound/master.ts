import type { Stereo } from './stereo.ts';

/** Brings a mix to its loudness, rounds off what is above `knee`, and fades it in and out. Changes it in place. */
export function master(
  sound: Stereo,
  how: { gain: number; knee: number; ceiling: number; fadeIn: number; fadeOut: number },
): Stereo {
  const { rate, left } = sound;
  const length = left.length;
  for (const samples of [sound.left, sound.right]) {
    for (let i = 0; i < length; i++) {
      const edge = Math.min(1, i / (how.fadeIn * rate), (length - i) / (how.fadeOut * rate));
      samples[i] = rounded((samples[i] as number) * how.gain, how) * edge;
    }
  }
  return sound;
}

function rounded(value: number, { knee, ceiling }: { knee: number; ceiling: number }): number {
  const size = Math.abs(value);
  if (size <= knee) return value;
  const room = ceiling - knee;
  return Math.sign(value) * (knee + room * Math.tanh((size - knee) / room));
}
