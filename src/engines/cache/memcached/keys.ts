import { hash } from 'node:crypto';

/** memcached takes 250 bytes; the prefix, and what tells pieces apart, must fit too. */
const longestAsIs = 180;
const plain = /^[!-~]+$/;

/**
 * What a key is called on a server: as it is, where it is short and of letters that the protocol can carry; else by its
 * SHA-256. Hashed as UTF-16, since in UTF-8 all halves of surrogate pairs become the same.
 */
export function wireKey(prefix: string, key: string): string {
  return key.length <= longestAsIs && plain.test(key)
    ? `${prefix}:${key}`
    : `${prefix}#${hash('sha256', Buffer.from(key, 'utf16le'), 'base64url')}`;
}

/** One piece of a value that is kept in several. */
export function pieceKey(prefix: string, { id, index }: { readonly id: string; readonly index: number }): string {
  return `${prefix}/${id}/${index}`;
}
