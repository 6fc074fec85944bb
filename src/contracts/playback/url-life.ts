/**
 * How long signed addresses live. Playback signs by it, studio keeps a replaced version's files by it.
 *
 * Addresses of one title stay the same for a tenth of their life, so that browsers and caches between can use what
 * they have: expiry is rounded up to a multiple of this. Seconds.
 */
function bucketSeconds(ttlSeconds: number): number {
  return Math.max(1, Math.floor(ttlSeconds / 10));
}

/** When an address signed now expires: Unix seconds, `ttlSeconds` from now or somewhat later. */
export function urlExpiry(nowMs: number, ttlSeconds: number): number {
  const bucket = bucketSeconds(ttlSeconds);
  return Math.ceil((nowMs / 1000 + ttlSeconds) / bucket) * bucket;
}

/**
 * How long the files of a version that was replaced are kept, seconds: as long as the longest of its addresses, and a
 * little, since the news of it takes a moment to those who sign.
 */
export function replacedVersionLife(ttlSeconds: number): number {
  return longestUrlLife(ttlSeconds) + Math.min(60, bucketSeconds(ttlSeconds));
}

/** The last second in which an address of a version may be good whose files go at `retiresAt` (Unix milliseconds). */
export function lastExpiry(retiresAt: number): number {
  return Math.floor(retiresAt / 1000) - 1;
}

/** The longest that a signed address may be good, seconds. */
export function longestUrlLife(ttlSeconds: number): number {
  // One more, because an address is good through the second in which it expires.
  return ttlSeconds + bucketSeconds(ttlSeconds) + 1;
}
