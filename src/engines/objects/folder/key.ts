import { objectErrors } from '../errors.ts';

/** 255 bytes is the longest name that common file systems take, 1,024 the longest key that S3 takes. */
const longestPart = 255;
const longestKey = 1024;

export function isKey(key: string): boolean {
  if (key.length > longestKey) return false;
  return key
    .split('/')
    .every((part) => part.length <= longestPart && /^[A-Za-z0-9._-]+$/.test(part) && !/^\.\.?$/.test(part));
}

/** Errors: `objects.bad-key`. */
export function checkKey(key: string): void {
  if (!isKey(key)) throw objectErrors.error('objects.bad-key', { key });
}
