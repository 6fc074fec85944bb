import { box, latin, u32 } from './writer.ts';

/** File type and the brands it keeps to (ISO 14496-12, 4.3). */
export function fileType(major: string, compatible: readonly string[]): Uint8Array {
  return box('ftyp', latin(major), u32(0), compatible.map(latin));
}
