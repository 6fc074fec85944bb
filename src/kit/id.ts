import type { Clock } from './clock.ts';
import { toHex } from './hex.ts';
import type { Random } from './random.ts';

/** Makes identifiers that sort by the time they were made. */
export type MakeId = () => string;

/** UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then 74 random bits. */
export function idMaker(clock: Clock, random: Random): MakeId {
  return () => {
    const bytes = random.bytes(16);
    const view = new DataView(bytes.buffer);
    const now = clock.now();
    view.setUint16(0, Math.floor(now / 2 ** 32));
    view.setUint32(2, now >>> 0);
    view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
    view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
    const hex = toHex(bytes);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}
