import type { Plan } from '../plan/plan.ts';
import { durationSeconds, pictureTimes } from '../plan/timeline.ts';

/** Of the film: titles come before and credits after. */
const from = 0.04;
const until = 0.88;
/** A place every so many seconds, within limits. */
const every = 6;
const least = 4;
const most = 16;
/** How far into a shot its best is to be seen. */
const into = 0.4;

/**
 * Seconds from the film's start of places worth a look, spread over the film: within each stretch the longest shot.
 * Ascending.
 */
export function placesToScout(plan: Pick<Plan, 'timeBase' | 'durations' | 'cuts'>): number[] {
  const { num, den } = plan.timeBase;
  const times = pictureTimes(plan).map((ticks) => (ticks * num) / den);
  const duration = durationSeconds(plan);
  const count = Math.min(most, Math.max(least, Math.round(duration / every)));
  const begin = duration * from;
  const stretch = (duration * (until - from)) / count;
  const shots = [0, ...plan.cuts.map((picture) => times[picture] ?? 0), duration];
  return Array.from({ length: count }, (_, index) => {
    const [first, last] = longestWithin(shots, begin + index * stretch, begin + (index + 1) * stretch);
    return rounded(first + (last - first) * into);
  });
}

/** The picture of the plan that is to be seen at a place, in seconds from the film's start, and the one before it. */
export function pictureAt(
  plan: Pick<Plan, 'timeBase' | 'durations'>,
  seconds: number,
): { readonly at: number; readonly previous?: number } {
  const { num, den } = plan.timeBase;
  const times = pictureTimes(plan);
  const ticks = (seconds * den) / num + 1e-6 * den;
  let low = 0;
  let high = times.length - 2;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((times[middle] ?? 0) <= ticks) low = middle;
    else high = middle - 1;
  }
  const at = ((times[low] ?? 0) * num) / den;
  const before = times[low - 1];
  return before === undefined ? { at } : { at, previous: (before * num) / den };
}

function longestWithin(shots: readonly number[], begin: number, end: number): readonly [number, number] {
  let best: readonly [number, number] = [begin, begin];
  for (const [index, start] of shots.entries()) {
    const first = Math.max(begin, start);
    const last = Math.min(end, shots[index + 1] ?? start);
    if (last - first > best[1] - best[0]) best = [first, last];
  }
  return best;
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
