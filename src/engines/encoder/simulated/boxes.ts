/** ISO BMFF boxes (ISO 14496-12) written whole in memory: enough for simulated outputs. */

const encoder = new TextEncoder();

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Big-endian fields: `[bytes, value]` each. */
export function fields(...list: readonly (readonly [bytes: 1 | 2 | 4 | 8, value: number])[]): Uint8Array {
  const whole = new Uint8Array(list.reduce((sum, [bytes]) => sum + bytes, 0));
  const view = new DataView(whole.buffer);
  let offset = 0;
  for (const [bytes, value] of list) {
    if (bytes === 1) view.setUint8(offset, value);
    else if (bytes === 2) view.setUint16(offset, value);
    else if (bytes === 4) view.setUint32(offset, value >>> 0);
    else view.setBigUint64(offset, BigInt(value));
    offset += bytes;
  }
  return whole;
}

export function zeros(bytes: number): Uint8Array {
  return new Uint8Array(bytes);
}

export function text(value: string): Uint8Array {
  return encoder.encode(value);
}

export function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = join(...parts);
  return join(fields([4, body.length + 8]), text(type), body);
}

/** A box with version 0 and flags. */
export function fullBox(type: string, flags: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return box(type, fields([4, flags]), ...parts);
}
