import { rowsErrors } from './errors.ts';
import type { ClusteringType } from './index.ts';

/**
 * Keys as bytes that sort as the columns do, column by column: text as UTF-8 with 0 escaped and ended by 0 0, integers
 * as eight bytes with the sign turned, a descending column with every bit turned. No column's code begins another's,
 * so that leading columns are a prefix of all keys that have them.
 */
export type KeyTypes = readonly (readonly [name: string, type: ClusteringType])[];

const most = 1024;

/** The key's leading columns, as many as `values` has. Errors: `rows.refused`. */
export function encodeKey(types: KeyTypes, values: Readonly<Record<string, unknown>>): Buffer {
  const parts: Buffer[] = [];
  let ended: string | undefined;
  for (const [name, type] of types) {
    const value = values[name];
    if (value === undefined) {
      ended ??= name;
      continue;
    }
    if (ended !== undefined) throw refused(`${name} is given without ${ended}, which comes before it.`);
    parts.push(encoded(name, type, value));
  }
  const key = Buffer.concat(parts);
  if (key.length > most) throw refused(`a key has at most ${most} bytes, this one ${key.length}.`);
  return key;
}

/** All of the key's columns. Errors: `rows.refused`. */
export function encodeWholeKey(types: KeyTypes, values: Readonly<Record<string, unknown>>): Buffer {
  for (const [name] of types) if (values[name] === undefined) throw refused(`the key's column ${name} is missing.`);
  return encodeKey(types, values);
}

export function decodeKey(types: KeyTypes, key: Uint8Array): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  let place = 0;
  for (const [name, type] of types) {
    const rest = isDescending(type) ? turned(key.subarray(place)) : Buffer.from(key.subarray(place));
    if (type.startsWith('integer')) {
      values[name] = Number(BigInt.asIntN(64, rest.readBigUInt64BE() ^ signBit));
      place += 8;
    } else {
      const end = endOfText(rest);
      values[name] = unescaped(rest.subarray(0, end)).toString();
      place += end + 2;
    }
  }
  return values;
}

/** The first key after all that begin with `prefix`; undefined where there is none. */
export function afterPrefix(prefix: Buffer): Buffer | undefined {
  const last = prefix.findLastIndex((byte) => byte < 0xff);
  if (last < 0) return undefined;
  const next = Buffer.from(prefix.subarray(0, last + 1));
  next[last] = (next[last] ?? 0) + 1;
  return next;
}

const signBit = 1n << 63n;

function encoded(name: string, type: ClusteringType, value: unknown): Buffer {
  const bytes = type.startsWith('integer') ? integer(name, value) : text(name, value);
  return isDescending(type) ? turned(bytes) : bytes;
}

function integer(name: string, value: unknown): Buffer {
  if (!Number.isSafeInteger(value)) throw refused(`${name} is no integer within 2^53.`);
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, BigInt(value as number)) ^ signBit);
  return bytes;
}

function text(name: string, value: unknown): Buffer {
  if (typeof value !== 'string' || !value.isWellFormed()) throw refused(`${name} is no text.`);
  const bytes = Buffer.from(value);
  const escaped = bytes.includes(0)
    ? Buffer.from([...bytes].flatMap((byte) => (byte === 0 ? [0, 0xff] : [byte])))
    : bytes;
  return Buffer.concat([escaped, Buffer.from([0, 0])]);
}

function endOfText(bytes: Buffer): number {
  let place = bytes.indexOf(0);
  while (bytes[place + 1] === 0xff) place = bytes.indexOf(0, place + 2);
  return place;
}

function unescaped(bytes: Buffer): Buffer {
  return bytes.includes(0)
    ? Buffer.from([...bytes].filter((_, place) => place === 0 || bytes[place - 1] !== 0))
    : bytes;
}

function turned(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0xff));
}

function isDescending(type: ClusteringType): boolean {
  return type.endsWith('descending');
}

function refused(why: string) {
  return rowsErrors.error('rows.refused', { why });
}
