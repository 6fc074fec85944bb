import { partition } from './partition.ts';
import type { Bounds } from './plan.ts';

export interface ChunksTask {
  readonly times: readonly number[];
  readonly cuts: readonly number[];
  /** Where segments begin, 0 first. */
  readonly segments: readonly number[];
  readonly bounds: Bounds;
}

/** Collates whole segments, and so mostly whole shots, into chunks that encoders work on. */
export function planChunks({ times, cuts, segments, bounds }: ChunksTask): { first: number; count: number }[] {
  const shots = new Set(cuts);
  const end = times.length - 1;
  const places = [...segments, end];
  const starts = partition({
    times: places.map((picture) => times[picture] ?? 0),
    isCut: (place) => shots.has(places[place] ?? 0),
    bounds,
  });
  return starts.map((start, index) => {
    const first = places[start] ?? 0;
    const next = starts[index + 1];
    return { first, count: (next === undefined ? end : (places[next] ?? 0)) - first };
  });
}
