import type { Clock } from '../../kit/index.ts';

/** Write times of one client: microseconds since 1970, each greater than the one before, as Cassandra's drivers give. */
export function writeTimes(clock: Clock): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor(clock.now() * 1000));
    return last;
  };
}
