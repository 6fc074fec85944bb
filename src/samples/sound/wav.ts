import type { Stereo } from './stereo.ts';

/** A WAVE file (RIFF, 16-bit PCM, two channels). */
export function wav({ rate, left, right }: Stereo): Uint8Array<ArrayBuffer> {
  const size = left.length * 4;
  const bytes = new Uint8Array(44 + size);
  const view = new DataView(bytes.buffer);
  const text = (at: number, letters: string): void => bytes.set(new TextEncoder().encode(letters), at);
  text(0, 'RIFF');
  view.setUint32(4, 36 + size, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 4, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, size, true);
  for (let i = 0; i < left.length; i++) {
    view.setInt16(44 + i * 4, Math.round((left[i] as number) * 32_767), true);
    view.setInt16(46 + i * 4, Math.round((right[i] as number) * 32_767), true);
  }
  return bytes;
}
