import type { JsonValue } from '../../kit/index.ts';
import { sessionsErrors } from './errors.ts';
import type { ListOptions, Place, PutOptions } from './index.ts';

// DynamoDB's own: an item of 400 KiB with its names, a sort key of 1,024 bytes.
const mostValueBytes = 400_000;
const mostKeyBytes = 1024;
const mostListed = 1000;

/** Errors: `sessions.refused`. */
export function checkPlace({ partition, key }: Place): void {
  checkName('partition', partition);
  checkName('key', key);
}

export function checkName(what: string, name: string): void {
  const bytes = Buffer.byteLength(name);
  if (bytes < 1 || bytes > mostKeyBytes || !name.isWellFormed())
    throw sessionsErrors.error('sessions.refused', { why: `a ${what} is text of 1 to ${mostKeyBytes} bytes.` });
}

export function checkList({ limit }: ListOptions): void {
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= mostListed))
    throw sessionsErrors.error('sessions.refused', { why: `a page has 1 to ${mostListed} items.` });
}

export function checkPut({ token, expiresAt }: PutOptions): void {
  if (token !== undefined) checkName('token', token);
  if (expiresAt !== undefined && !Number.isSafeInteger(expiresAt))
    throw sessionsErrors.error('sessions.refused', { why: 'an item expires at whole milliseconds since 1970.' });
}

/** The value as it is kept. Errors: `sessions.too-large`. */
export function textOf(value: JsonValue): string {
  const text = JSON.stringify(value);
  const bytes = Buffer.byteLength(text);
  if (bytes > mostValueBytes) throw sessionsErrors.error('sessions.too-large', { bytes, most: mostValueBytes });
  return text;
}
