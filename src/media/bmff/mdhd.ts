import { type Box, readBoxes, requireBox } from './box.ts';
import { fieldReader, versionAndFlags } from './reader.ts';
import { fullBox, u16, u32, zeros } from './writer.ts';

/** `und` in three packed letters. Manifests carry languages. */
const undetermined = 0x55c4;

/** Media header (ISO 14496-12, 8.4.2). */
export function mediaHeader(timescale: number): Uint8Array {
  return fullBox('mdhd', {}, zeros(8), u32(timescale), u32(0), u16(undetermined), u16(0));
}

/** Ticks a second of a `trak` box. Errors: `media.missing-box`, `media.bad-box`. */
export function readTimescale(track: Box): number {
  const fields = fieldReader(requireBox(readBoxes(track.body), 'mdia', 'mdhd').body, 'mdhd');
  const { version } = versionAndFlags(fields);
  fields.skip(version === 1 ? 16 : 8);
  return fields.u32();
}
