import type { Bounds } from './plan.ts';

export interface PartitionTask {
  /** Seconds, ascending: 0, each place where a part may end, and last the whole's end. */
  readonly times: readonly number[];
  /** True for a place (by its index in `times`) where a shot begins. */
  readonly isCut: (place: number) => boolean;
  readonly bounds: Bounds;
}

/**
 * A boundary off a cut costs as much as this many parts at the edge of the bounds: enough that a cut within reach
 * always wins. The cost is by the part's share of the aim, so that it does not make the parts of a long shot longer.
 */
const offCutCost = 3;
/** A part longer than allowed costs so much that it is made only where there is no place to end it. */
const tooLongCost = 1000;

/**
 * Divides the whole into parts near `aim` long that begin on cuts where they can: the cheapest division, found by
 * dynamic programming over the places. No part is shorter than `least` unless the whole is. Of equal divisions the one
 * with later boundaries is taken. Returns the places where parts begin, 0 first.
 */
export function partition(task: PartitionTask): number[] {
  const { times } = task;
  const end = times.length - 1;
  const best = new Float64Array(end + 1).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(end + 1);
  best[0] = 0;
  for (let to = 1; to <= end; to++) reach(task, to, { best, before });
  if (!Number.isFinite(best[end] ?? 0)) return [0];
  const starts: number[] = [];
  for (let place = end; place > 0; ) {
    place = before[place] ?? 0;
    starts.push(place);
  }
  return starts.reverse();
}

interface Table {
  readonly best: Float64Array;
  readonly before: Int32Array;
}

/** Finds the best last part that ends at `to`. */
function reach({ times, isCut, bounds }: PartitionTask, to: number, { best, before }: Table): void {
  const { least, aim, most } = bounds;
  const tolerance = 1e-9;
  for (let from = to - 1; from >= 0; from--) {
    const length = (times[to] ?? 0) - (times[from] ?? 0);
    if (length < least - tolerance) continue;
    const isTooLong = length > most + tolerance;
    if (isTooLong && Number.isFinite(best[to] ?? 0)) return;
    const deviation = (length - aim) / (most - aim);
    const offCut = from === 0 || isCut(from) ? 0 : offCutCost * (length / aim);
    const cost = (best[from] ?? 0) + deviation * deviation + offCut + (isTooLong ? tooLongCost * (length - most) : 0);
    if (cost < (best[to] ?? 0)) {
      best[to] = cost;
      before[to] = from;
    }
  }
}
