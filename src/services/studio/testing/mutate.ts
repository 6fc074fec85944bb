import type { Random } from '../../../kit/index.ts';

/** Bytes that parsers trip over: nothing, everything, signs and lengths that reach beyond the file. */
const nasty = [0x00, 0x01, 0x7f, 0x80, 0xff];

/** The same random numbers give the same damaged copy: mostly in its headers, which lie at either end. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let out = Uint8Array.from(bytes);
  const times = 1 + below(random, 8);
  for (let time = 0; time < times; time += 1) out = mutateOnce(out, random);
  return out;
}

function mutateOnce(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  if (bytes.length < 16) return bytes;
  const at = placeIn(bytes.length, random);
  const length = 1 + below(random, Math.min(64, bytes.length - at));
  switch (below(random, 7)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
      return bytes;
    case 1:
      return bytes.fill(nasty[below(random, nasty.length)] ?? 0, at, at + Math.min(length, 8));
    case 2:
      for (let index = at; index < at + Math.min(length, 16); index += 1) bytes[index] = below(random, 256);
      return bytes;
    case 3:
      return joined(bytes.subarray(0, at), bytes.subarray(at + length));
    case 4:
      return joined(bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at));
    case 5:
      return bytes.slice(0, Math.max(16, bytes.length - below(random, bytes.length)));
    default: {
      const from = placeIn(bytes.length, random);
      bytes.copyWithin(at, from, Math.min(bytes.length, from + length));
      return bytes;
    }
  }
}

/** Half of all places lie in the first two kilobytes, a quarter in the last four. */
function placeIn(length: number, random: Random): number {
  const kind = below(random, 4);
  if (kind < 2) return below(random, Math.min(length, 2048));
  return kind === 2 ? length - 1 - below(random, Math.min(length, 4096)) : below(random, length);
}

function below(random: Random, limit: number): number {
  return Math.floor(random.float() * limit);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
