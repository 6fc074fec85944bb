import { mediaErrors } from '../errors.ts';

/** Bytes that are somewhere else: a stored object, a file, memory. */
export interface ByteSource {
  readonly size: number;
  /** The bytes of an inclusive range. */
  read(first: number, last: number): Promise<Uint8Array>;
}

/** Bytes in memory as a source. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (first, last) => bytes.subarray(first, last + 1) };
}

/** Reads `length` bytes at `offset`, or up to the end of the source. */
export type ReadAt = (offset: number, length: number) => Promise<Uint8Array>;

/**
 * Reads ahead by `window` bytes, so that walking over small things is not a read each.
 * Errors: `media.truncated` where the source gives fewer bytes than it has.
 */
export function readAhead(source: ByteSource, window: number): ReadAt {
  let held: Uint8Array = new Uint8Array();
  let heldAt = 0;
  return async (offset, length) => {
    const end = Math.min(offset + length, source.size);
    if (end <= offset) return new Uint8Array();
    if (offset < heldAt || end > heldAt + held.length) {
      const last = Math.min(Math.max(end, offset + window), source.size) - 1;
      held = await source.read(offset, last);
      heldAt = offset;
      if (held.length < last - offset + 1) {
        throw mediaErrors.error('media.truncated', {
          what: 'reading it',
          needed: last + 1,
          available: offset + held.length,
        });
      }
    }
    return held.subarray(offset - heldAt, end - heldAt);
  };
}
