import type { ReadAt } from './byte-source.ts';

// NAL unit types of H.264, table 7-1.
const nonIdrSlice = 1;
const partitionA = 2;
const idrSlice = 5;

/** True where a sample's first slice is of an IDR picture. Units before it (SEI, delimiters) are passed over. */
export async function beginsWithIdr(
  read: ReadAt,
  sample: { readonly offset: number; readonly size: number },
  lengthSize: number,
): Promise<boolean> {
  const end = sample.offset + sample.size;
  for (let at = sample.offset; at + lengthSize < end; ) {
    const bytes = await read(at, lengthSize + 1);
    let length = 0;
    for (const byte of bytes.subarray(0, lengthSize)) length = length * 256 + byte;
    const type = (bytes[lengthSize] ?? 0) & 0x1f;
    if (type === idrSlice) return true;
    if (type === nonIdrSlice || type === partitionA) return false;
    at += lengthSize + length;
  }
  return false;
}
