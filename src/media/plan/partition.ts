import type { Bounds } from './plan.ts';

export interface PartitionTask {
  /** Seconds, ascending: 0, each place where a part may end, and last the whole's end. */
  readonly times: readonly number[];
  /** True for a place (by its index in `times`) where a shot begins. */
  readonly isCut: (place: number) => boolean;
  readonly bounds: Bounds;
}

/** A boundary off a cut costs more than two parts at the edge of the bounds: a cut within reach wins. */
const offCutCost = 3;
/** A part longer than allowed costs so much that it is made only where there is no place to end it. */
const tooLongCost = 1000;
/** How far back a span between two cuts is looked for, in longest parts, where a shorter one would do. */
const farthestSpan = 6;
const tolerance = 1e-9;

/**
 * Divides the whole into parts near `aim` long that begin on cuts where they can. Two dynamic programmes: the first
 * chooses cuts to begin parts on, the second divides what lies between two chosen cuts and is too long for one part.
 * (In one programme a price on boundaries off cuts would make the parts of long shots longer, too.) No part is shorter
 * than `least` unless the whole is. Returns the places where parts begin, 0 first.
 */
export function partition({ times, isCut, bounds }: PartitionTask): number[] {
  const end = times.length - 1;
  const anchors: number[] = [];
  for (let place = 0; place <= end; place++) if (place === 0 || place === end || isCut(place)) anchors.push(place);
  const chosen = cheapestPath(pick(times, anchors), {
    bounds,
    farthest: bounds.most * farthestSpan,
    costOf: (length) => spanCost(length, bounds),
  }).map((index) => anchors[index] ?? 0);
  return chosen.flatMap((first, index) => divide(times, { first, last: chosen[index + 1] ?? end, bounds }));
}

/** Starts of the parts between two places. */
function divide(
  times: readonly number[],
  { first, last, bounds }: { readonly first: number; readonly last: number; readonly bounds: Bounds },
): number[] {
  if ((times[last] ?? 0) - (times[first] ?? 0) <= bounds.most + tolerance) return [first];
  const within = times.slice(first, last + 1);
  const path = cheapestPath(within, {
    bounds,
    farthest: bounds.most,
    costOf: (length) =>
      deviation(length, bounds) + (length > bounds.most + tolerance ? tooLongCost * (length - bounds.most) : 0),
  });
  return path.map((place) => first + place);
}

/** What it costs to divide a span evenly into as many parts as bring them nearest to the aim. */
function spanCost(length: number, bounds: Bounds): number {
  if (length <= bounds.most + tolerance) return deviation(length, bounds);
  const fewest = Math.ceil(length / bounds.most - tolerance);
  const near = [Math.floor(length / bounds.aim), Math.ceil(length / bounds.aim)];
  const costs = near.map((parts) => {
    const count = Math.max(fewest, parts);
    return count * deviation(length / count, bounds) + offCutCost * (count - 1);
  });
  return Math.min(...costs);
}

/** 0 at the aim, 1 at the upper bound. */
function deviation(length: number, { aim, most }: Bounds): number {
  const share = (length - aim) / (most - aim);
  return share * share;
}

interface PathTask {
  readonly bounds: Bounds;
  /** Steps longer than this are looked at only where no shorter one arrives. */
  readonly farthest: number;
  costOf(length: number): number;
}

/**
 * The cheapest way from the first time to the last in steps of at least `least`: the indexes where steps begin. Where
 * the whole is shorter than that, it is one step. Of equal ways the one with the shorter last step is taken.
 */
function cheapestPath(times: readonly number[], { bounds, farthest, costOf }: PathTask): number[] {
  const end = times.length - 1;
  const best = new Float64Array(end + 1).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(end + 1);
  best[0] = 0;
  for (let to = 1; to <= end; to++) {
    for (let from = to - 1; from >= 0; from--) {
      const length = (times[to] ?? 0) - (times[from] ?? 0);
      if (length < bounds.least - tolerance) continue;
      if (length > farthest + tolerance && Number.isFinite(best[to] ?? 0)) break;
      const cost = (best[from] ?? 0) + costOf(length);
      if (cost < (best[to] ?? 0)) {
        best[to] = cost;
        before[to] = from;
      }
    }
  }
  if (!Number.isFinite(best[end] ?? 0)) return [0];
  const starts: number[] = [];
  for (let place = end; place > 0; ) {
    place = before[place] ?? 0;
    starts.push(place);
  }
  return starts.reverse();
}

function pick(times: readonly number[], places: readonly number[]): number[] {
  return places.map((place) => times[place] ?? 0);
}
