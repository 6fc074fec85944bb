import { mediaErrors } from '../errors.ts';

/** Reads the fields of one box in order. Errors: `media.bad-box` where the box is shorter than its fields. */
export interface FieldReader {
  readonly remaining: number;
  u8(): number;
  u16(): number;
  u24(): number;
  u32(): number;
  i32(): number;
  /** Errors: `media.bad-box` beyond 2^53. */
  u64(): number;
  i64(): number;
  bytes(count: number): Uint8Array;
  skip(count: number): void;
  rest(): Uint8Array;
}

/** `type` is the box, for the error's sentence. */
export function fieldReader(body: Uint8Array, type: string): FieldReader {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let position = 0;

  function advance(count: number): number {
    if (count < 0 || position + count > body.length) {
      throw mediaErrors.error('media.bad-box', { type, why: 'it is shorter than its fields' });
    }
    const at = position;
    position += count;
    return at;
  }

  function long(high: number, low: number): number {
    const value = high * 2 ** 32 + low;
    if (!Number.isSafeInteger(value)) {
      throw mediaErrors.error('media.bad-box', { type, why: 'a number in it is beyond 2^53' });
    }
    return value;
  }

  return {
    get remaining() {
      return body.length - position;
    },
    u8: () => view.getUint8(advance(1)),
    u16: () => view.getUint16(advance(2)),
    u24() {
      const at = advance(3);
      return view.getUint16(at) * 256 + view.getUint8(at + 2);
    },
    u32: () => view.getUint32(advance(4)),
    i32: () => view.getInt32(advance(4)),
    u64() {
      const at = advance(8);
      return long(view.getUint32(at), view.getUint32(at + 4));
    },
    i64() {
      const at = advance(8);
      return long(view.getInt32(at), view.getUint32(at + 4));
    },
    bytes(count) {
      const at = advance(count);
      return body.subarray(at, at + count);
    },
    skip(count) {
      advance(count);
    },
    rest() {
      return body.subarray(advance(body.length - position));
    },
  };
}

/** Version and flags that a full box begins with. */
export function versionAndFlags(fields: FieldReader): { readonly version: number; readonly flags: number } {
  return { version: fields.u8(), flags: fields.u24() };
}
