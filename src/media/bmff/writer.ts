import { mediaErrors } from '../errors.ts';

/** A field or box as bytes; nested lists are written one after another. */
export type Bytes = Uint8Array | readonly Bytes[];

export function u8(value: number): Uint8Array {
  return unsigned(value, 1);
}

export function u16(value: number): Uint8Array {
  return unsigned(value, 2);
}

export function u24(value: number): Uint8Array {
  return unsigned(value, 3);
}

/** Errors: `media.too-large`, as all of these: a wrapped number would be a silent lie. */
export function u32(value: number): Uint8Array {
  return unsigned(value, 4);
}

export function u64(value: number): Uint8Array {
  return unsigned(value, 8);
}

export function i32(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < -(2 ** 31) || value >= 2 ** 31) {
    throw mediaErrors.error('media.too-large', { what: 'a signed field', value, limit: '32 bits' });
  }
  return unsigned(value < 0 ? value + 2 ** 32 : value, 4);
}

export function zeros(count: number): Uint8Array {
  return new Uint8Array(count);
}

/** Four characters of a type or brand, or other text of Latin letters. */
export function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function box(type: string, ...content: readonly Bytes[]): Uint8Array {
  const size = 8 + sizeOf(content);
  return size < 2 ** 32 ? join([u32(size), latin(type), content]) : join([u32(1), latin(type), u64(size + 8), content]);
}

export function fullBox(
  type: string,
  head: { readonly version?: number; readonly flags?: number },
  ...content: readonly Bytes[]
): Uint8Array {
  return box(type, u8(head.version ?? 0), u24(head.flags ?? 0), content);
}

/** The header of a box whose content is written elsewhere. */
export function boxHeader(type: string, contentSize: number): Uint8Array {
  const size = contentSize + 8;
  return size < 2 ** 32 ? join([u32(size), latin(type)]) : join([u32(1), latin(type), u64(size + 8)]);
}

export function join(content: Bytes): Uint8Array {
  const whole = new Uint8Array(sizeOf(content));
  copy(content, whole, 0);
  return whole;
}

function copy(content: Bytes, into: Uint8Array, at: number): number {
  if (content instanceof Uint8Array) {
    into.set(content, at);
    return at + content.length;
  }
  let next = at;
  for (const item of content) next = copy(item, into, next);
  return next;
}

function sizeOf(content: Bytes): number {
  if (content instanceof Uint8Array) return content.length;
  let size = 0;
  for (const item of content) size += sizeOf(item);
  return size;
}

function unsigned(value: number, bytes: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * bytes)) {
    throw mediaErrors.error('media.too-large', { what: 'a field', value, limit: `${8 * bytes} bits` });
  }
  const field = new Uint8Array(bytes);
  let rest = value;
  for (let at = bytes - 1; at >= 0 && rest > 0; at--) {
    field[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return field;
}
