import type { Plan } from '../plan/plan.ts';
import { pictureTimes } from '../plan/timeline.ts';

/** Picture times as a file has them. */
export interface MediaTime {
  /** Ticks a second. */
  readonly timescale: number;
  /** Ticks from 0 to each picture in display order, and last to the film's end. Strictly rising. */
  readonly times: readonly number[];
}

const leastTimescale = 1000;
/** Finer ticks would overflow the 32-bit durations of segments and the 31-bit composition offsets. */
const mostTimescale = 10_000_000;
const fallbackTimescale = 1_000_000;

/**
 * Expresses the plan's picture times in a timescale of a sane size: exactly where such a timescale exists, else each
 * time (not each duration, so nothing drifts) rounded to a microsecond.
 */
export function mediaTime(plan: Pick<Plan, 'timeBase' | 'durations'>): MediaTime {
  const exact = exactTimescale(plan);
  const times = pictureTimes(plan);
  if (exact !== undefined) return { timescale: exact.timescale, times: times.map((ticks) => ticks * exact.factor) };
  let previous = -1;
  const rounded = times.map((ticks) => {
    const time = Math.round((ticks * plan.timeBase.num * fallbackTimescale) / plan.timeBase.den);
    previous = Math.max(time, previous + 1);
    return previous;
  });
  return { timescale: fallbackTimescale, times: rounded };
}

function exactTimescale({
  timeBase,
  durations,
}: Pick<Plan, 'timeBase' | 'durations'>): { readonly timescale: number; readonly factor: number } | undefined {
  const { num, den } = timeBase;
  if (den < leastTimescale) {
    const times = Math.ceil(leastTimescale / den);
    return { timescale: den * times, factor: num * times };
  }
  if (den <= mostTimescale) return { timescale: den, factor: num };
  const common = durations.reduce((divisor, [ticks]) => gcd(divisor, ticks * num), den);
  const reduced = den / common;
  if (reduced > mostTimescale) return undefined;
  const times = Math.ceil(leastTimescale / reduced);
  return { timescale: reduced * times, factor: (num / common) * times };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
