import { mediaErrors } from '../errors.ts';

export interface BoxHeader {
  readonly type: string;
  /** Bytes of the header: 8, 16 with a 64-bit size, 16 more for `uuid`. */
  readonly headerSize: number;
  /** Bytes of the whole box. */
  readonly size: number;
}

/** A box in memory. */
export interface Box {
  readonly type: string;
  /** Without the header. */
  readonly body: Uint8Array;
  /** The whole box. */
  readonly bytes: Uint8Array;
}

/** As many bytes as a header can need. */
export const longestHeader = 32;

/**
 * Reads the header at the beginning of `bytes`; `available` is how far the enclosing box or file goes on from there
 * (a size of 0 means: to its end). Errors: `media.truncated`, `media.bad-box`.
 */
export function readBoxHeader(bytes: Uint8Array, available: number): BoxHeader {
  need(bytes.length, 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = String.fromCharCode(...bytes.subarray(4, 8));
  let headerSize = 8;
  let size = view.getUint32(0);
  if (size === 1) {
    need(bytes.length, 16);
    size = view.getUint32(8) * 2 ** 32 + view.getUint32(12);
    headerSize = 16;
  } else if (size === 0) {
    size = available;
  }
  if (type === 'uuid') headerSize += 16;
  if (!Number.isSafeInteger(size) || size < headerSize) {
    throw mediaErrors.error('media.bad-box', { type: printable(type), why: `its size of ${size} is impossible` });
  }
  if (size > available) {
    throw mediaErrors.error('media.truncated', { what: `its ${printable(type)} box`, needed: size, available });
  }
  return { type, headerSize, size };

  function need(has: number, wanted: number): void {
    if (has < wanted) {
      throw mediaErrors.error('media.truncated', { what: 'a box header', needed: wanted, available: has });
    }
  }
}

/** The boxes that lie one after another in `bytes`. Errors: `media.truncated`, `media.bad-box`. */
export function readBoxes(bytes: Uint8Array): Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at < bytes.length) {
    const header = readBoxHeader(bytes.subarray(at), bytes.length - at);
    boxes.push({
      type: header.type,
      body: bytes.subarray(at + header.headerSize, at + header.size),
      bytes: bytes.subarray(at, at + header.size),
    });
    at += header.size;
  }
  return boxes;
}

/** The first box of a type. */
export function findBox(boxes: readonly Box[], type: string): Box | undefined {
  return boxes.find((box) => box.type === type);
}

/** Follows a path of types down from `boxes`. Errors: `media.missing-box`. */
export function requireBox(boxes: readonly Box[], ...path: readonly string[]): Box {
  let level = boxes;
  let found: Box | undefined;
  for (const [depth, type] of path.entries()) {
    found = findBox(level, type);
    if (found === undefined) throw mediaErrors.error('media.missing-box', { type: path.slice(0, depth + 1).join('/') });
    if (depth < path.length - 1) level = readBoxes(found.body);
  }
  if (found === undefined) throw new TypeError('A path of boxes has at least one type');
  return found;
}

function printable(type: string): string {
  return type.replace(/[^ -~]/g, '?');
}
