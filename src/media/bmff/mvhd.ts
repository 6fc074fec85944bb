import { fullBox, u16, u32, zeros } from './writer.ts';

/** No turning, no scaling (ISO 14496-12, 6.2.2). */
export const unityMatrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(u32);

/** The movie header of a fragmented file: its length is in `mehd`, and its dates are 0 so that its bytes repeat. */
export function movieHeader(timescale: number, nextTrack: number): Uint8Array {
  const dates = zeros(8);
  const duration = u32(0);
  const rateAndVolume = [u32(0x10000), u16(0x100)];
  return fullBox(
    'mvhd',
    {},
    dates,
    u32(timescale),
    duration,
    rateAndVolume,
    zeros(10),
    unityMatrix,
    zeros(24),
    u32(nextTrack),
  );
}
