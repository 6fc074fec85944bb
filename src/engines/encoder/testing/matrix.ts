/** Writes the first four numbers of the matrix into an MP4's first track header, which turns and mirrors its pictures. */
export function withMatrix(bytes: Buffer, [a, b, c, d]: readonly number[]): Buffer {
  const out = Buffer.from(bytes);
  const matrix = out.indexOf('tkhd') + 4 + 4 + 20 + 8 + 8;
  for (const [index, value] of [a, b, 0, c, d, 0].entries()) {
    out.writeInt32BE((value ?? 0) * 0x10000, matrix + index * 4);
  }
  return out;
}
