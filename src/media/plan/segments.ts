import { partition } from './partition.ts';
import type { Bounds } from './plan.ts';

export interface SegmentsTask {
  /** Seconds from the film's start of each picture, and last of its end. */
  readonly times: readonly number[];
  /** Pictures that begin a shot, without 0. */
  readonly cuts: readonly number[];
  readonly bounds: Bounds;
}

/**
 * Beside cuts, segments may begin this many seconds apart: near enough for an even division, and far enough that
 * hours of film are planned in a moment. Two pictures of 24 or 25 a second, three of 30, five of 60.
 */
const placeEvery = 0.08;

/** Indexes of the pictures where segments begin, 0 first. */
export function planSegments({ times, cuts, bounds }: SegmentsTask): number[] {
  const shots = new Set(cuts);
  const places = placesOf(times, shots);
  const starts = partition({
    times: places.map((picture) => times[picture] ?? 0),
    isCut: (place) => shots.has(places[place] ?? 0),
    bounds,
  });
  return starts.map((place) => places[place] ?? 0);
}

/** Pictures where a segment may begin, 0 first, and last the film's end. Counted anew from each cut. */
function placesOf(times: readonly number[], shots: ReadonlySet<number>): number[] {
  const tolerance = 1e-6;
  const end = times.length - 1;
  const places = [0];
  let since = 0;
  for (let picture = 1; picture < end; picture++) {
    const time = times[picture] ?? 0;
    if (!shots.has(picture) && time - since < placeEvery - tolerance) continue;
    places.push(picture);
    since = time;
  }
  places.push(end);
  return places;
}
