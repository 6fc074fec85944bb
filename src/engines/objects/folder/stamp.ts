import type { Clock, Random } from '../../../kit/index.ts';

/** Seconds since 1970 for a new file's time. Never the same one twice in a process. */
export type Stamp = () => number;

/**
 * File systems keep times of several milliseconds' grain and use inodes again at once, so two versions of an object
 * could look alike. So each file gets a time of its own: this clock's millisecond, with chance below it against
 * other processes, and at least 10 µs (what a float of seconds can tell apart) after the one before.
 */
export function stampMaker(clock: Clock, random: Random): Stamp {
  let last = 0;
  return () => {
    const wanted = clock.now() * 100 + Math.floor(random.float() * 100);
    last = Math.max(wanted, last + 1);
    return last / 100_000;
  };
}
