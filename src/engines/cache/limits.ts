import { cacheErrors } from './errors.ts';
import type { Lifetime } from './index.ts';

/** memcached takes more for a moment in time rather than a span. */
const longestTtl = 2_592_000;

/** Errors: `cache.refused`. */
export function checkKey(key: string): void {
  if (key === '') throw cacheErrors.error('cache.refused', { why: 'a key is not empty.' });
}

/** Errors: `cache.refused`. */
export function checkLifetime({ ttlSeconds }: Lifetime): void {
  if (!(Number.isInteger(ttlSeconds) && ttlSeconds >= 1 && ttlSeconds <= longestTtl))
    throw cacheErrors.error('cache.refused', { why: `a value is kept for 1 to ${longestTtl} seconds.` });
}
