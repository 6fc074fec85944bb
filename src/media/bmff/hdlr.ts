import { type Box, readBoxes, requireBox } from './box.ts';
import { fieldReader } from './reader.ts';
import { fullBox, latin, u8, zeros } from './writer.ts';

export type HandlerType = 'vide' | 'soun';

/** Says what a track is of (ISO 14496-12, 8.4.3). */
export function handler(type: HandlerType): Uint8Array {
  return fullBox('hdlr', {}, zeros(4), latin(type), zeros(12), latin(type === 'vide' ? 'Video' : 'Audio'), u8(0));
}

/** `vide`, `soun`, or another four letters. Errors: `media.missing-box`, `media.bad-box`. */
export function readHandler(track: Box): string {
  const fields = fieldReader(requireBox(readBoxes(track.body), 'mdia', 'hdlr').body, 'hdlr');
  fields.skip(8);
  return String.fromCharCode(...fields.bytes(4));
}
