import type { Plan } from './plan.ts';

type Timed = Pick<Plan, 'durations'>;

export function pictureCount(plan: Timed): number {
  let count = 0;
  for (const [, pictures] of plan.durations) count += pictures;
  return count;
}

/** Ticks from the first picture to the end of the last. */
export function durationTicks(plan: Timed): number {
  let sum = 0;
  for (const [ticks, pictures] of plan.durations) sum += ticks * pictures;
  return sum;
}

export function durationSeconds(plan: Pick<Plan, 'durations' | 'timeBase'>): number {
  return (durationTicks(plan) * plan.timeBase.num) / plan.timeBase.den;
}

/** Ticks from the first picture (0) to each picture in display order, and last to the film's end. */
export function pictureTimes(plan: Timed): number[] {
  const times = [0];
  let time = 0;
  for (const [ticks, pictures] of plan.durations) {
    for (let picture = 0; picture < pictures; picture++) {
      time += ticks;
      times.push(time);
    }
  }
  return times;
}

/** Seconds of the source's own timeline at which a picture is shown; of the last one plus one, the film's end. */
export function sourceSeconds(plan: Pick<Plan, 'timeBase' | 'start'>, ticks: number): number {
  return ((plan.start + ticks) * plan.timeBase.num) / plan.timeBase.den;
}
