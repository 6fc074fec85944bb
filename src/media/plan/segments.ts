import { partition } from './partition.ts';
import type { Bounds } from './plan.ts';

export interface SegmentsTask {
  /** Seconds from the film's start of each picture, and last of its end. */
  readonly times: readonly number[];
  /** Pictures that begin a shot, without 0. */
  readonly cuts: readonly number[];
  readonly bounds: Bounds;
}

/** Indexes of the pictures where segments begin, 0 first. */
export function planSegments({ times, cuts, bounds }: SegmentsTask): number[] {
  const shots = new Set(cuts);
  return partition({ times, isCut: (picture) => shots.has(picture), bounds });
}
