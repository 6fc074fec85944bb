import type { PlaybackConfig } from './config.ts';

/**
 * Addresses of one title stay the same for a tenth of their life, so that browsers and caches between can use what
 * they have: expiry is rounded up to a multiple of this. Seconds.
 */
function bucketSeconds({ urlTtlSeconds }: PlaybackConfig): number {
  return Math.max(1, Math.floor(urlTtlSeconds / 10));
}

/** When an address signed now expires: Unix seconds, the TTL from now or somewhat later. */
export function expiryAt(nowMs: number, config: PlaybackConfig): number {
  const bucket = bucketSeconds(config);
  return Math.ceil((nowMs / 1000 + config.urlTtlSeconds) / bucket) * bucket;
}

/** The longest that a signed address may be good, seconds: a version's files stay that long after it was replaced. */
export function longestLifeSeconds(config: PlaybackConfig): number {
  // One more, because an address is good through the second in which it expires.
  return config.urlTtlSeconds + bucketSeconds(config) + 1;
}
