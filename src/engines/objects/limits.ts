// What every adapter refuses alike.
import { objectsErrors } from './errors.ts';
import type { Metadata } from './index.ts';

export const smallestPart = 5 * 2 ** 20;
export const mostParts = 10_000;
/** S3 takes 2,048 with names; an adapter may keep something of its own there. */
const longestMetadata = 1_900;

/** Errors: `objects.bad-metadata`. */
export function checkMetadata(metadata: Metadata = {}, contentType = ''): void {
  let length = 0;
  for (const [name, value] of Object.entries(metadata)) {
    length += name.length + value.length;
    if (!/^[a-z0-9-]{1,64}$/.test(name)) throw bad(`${name.slice(0, 80)} is no name for it`);
    // Servers trim what a header begins and ends with.
    if (!/^[\x20-\x7e]*$/.test(value) || value !== value.trim()) throw bad(`${name} is not of printable ASCII`);
  }
  if (length > longestMetadata) throw bad(`it has ${length} characters of ${longestMetadata}`);
  if (!/^[\x21-\x7e ]{0,200}$/.test(contentType)) throw bad('its media type is none');
}

/** In order of number. Errors: `objects.part-too-small`. */
export function checkParts(key: string, ordered: readonly { readonly number: number; readonly bytes: number }[]): void {
  const small = ordered.slice(0, -1).find(({ bytes }) => bytes < smallestPart);
  if (small === undefined) return;
  throw objectsErrors.error('objects.part-too-small', {
    key,
    number: small.number,
    bytes: small.bytes,
    least: smallestPart,
  });
}

export function checkPartNumber(number: number): void {
  if (!Number.isInteger(number) || number < 1 || number > mostParts) throw new RangeError(`There is no part ${number}`);
}

function bad(why: string): Error {
  return objectsErrors.error('objects.bad-metadata', { why });
}
