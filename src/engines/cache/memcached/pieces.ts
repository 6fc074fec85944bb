import { crc32 } from 'node:zlib';
import { type Random, toHex } from '../../../kit/index.ts';

/** What stands under a key, as its client flags say. */
export const kinds = { whole: 0, header: 1, tombstone: 2 } as const;

/** What stands for a value that is kept in pieces. */
export interface Header {
  /** Of this one write: pieces of two writes are never mixed. */
  readonly id: string;
  readonly count: number;
  readonly length: number;
  readonly checksum: number;
}

export interface Cut {
  readonly header: Header;
  readonly pieces: readonly Uint8Array[];
}

const idBytes = 8;
const headerBytes = idBytes + 12;

/** Views of the value's own bytes. */
export function cut(
  value: Uint8Array,
  { pieceBytes, random }: { readonly pieceBytes: number; readonly random: Random },
): Cut {
  const count = Math.ceil(value.length / pieceBytes);
  const pieces = Array.from({ length: count }, (_, index) =>
    value.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  );
  return { header: { id: toHex(random.bytes(idBytes)), count, length: value.length, checksum: crc32(value) }, pieces };
}

export function headerToBytes({ id, count, length, checksum }: Header): Uint8Array {
  const bytes = Buffer.alloc(headerBytes);
  bytes.write(id, 'hex');
  bytes.writeUInt32BE(count, idBytes);
  bytes.writeUInt32BE(length, idBytes + 4);
  bytes.writeUInt32BE(checksum, idBytes + 8);
  return bytes;
}

export function headerFrom(value: Uint8Array): Header | undefined {
  if (value.length !== headerBytes) return undefined;
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.length);
  return {
    id: bytes.toString('hex', 0, idBytes),
    count: bytes.readUInt32BE(idBytes),
    length: bytes.readUInt32BE(idBytes + 4),
    checksum: bytes.readUInt32BE(idBytes + 8),
  };
}

/** The value, or undefined where a piece is missing or is not what was written. */
export function joined(
  { count, length, checksum }: Header,
  pieces: ReadonlyMap<number, Uint8Array>,
): Uint8Array | undefined {
  if (pieces.size !== count) return undefined;
  const value = new Uint8Array(length);
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const piece = pieces.get(index);
    if (piece === undefined || at + piece.length > length) return undefined;
    value.set(piece, at);
    at += piece.length;
  }
  return at === length && crc32(value) === checksum ? value : undefined;
}
