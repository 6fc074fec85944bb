import type { Clock } from '../../kit/index.ts';

/**
 * How long something that others keep moving has stood still, by this process's own monotonic clock. Clocks of two machines
 * or containers may differ by a minute; that a row moved is seen by all alike.
 */
export interface Stillness {
  /** Milliseconds for which the thing has been seen with this mark; 0 where it has just moved, or is new here. */
  of(thing: string, mark: string): number;
  forget(thing: string): void;
}

/** The oldest go first; what is still there is then looked at as if it were new. */
const mostThings = 10_000;

export function openStillness(clock: Clock): Stillness {
  const seen = new Map<string, { readonly mark: string; readonly at: number }>();
  return {
    of(thing, mark) {
      const known = seen.get(thing);
      if (known?.mark === mark) return clock.monotonic() - known.at;
      seen.delete(thing);
      seen.set(thing, { mark, at: clock.monotonic() });
      for (const oldest of seen.keys()) {
        if (seen.size <= mostThings) break;
        seen.delete(oldest);
      }
      return 0;
    },
    forget: (thing) => void seen.delete(thing),
  };
}
