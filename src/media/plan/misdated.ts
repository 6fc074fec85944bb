import type { SoundPoint } from './sound-point.ts';

/** A frame of sound whose time was told in the samples of another rate than its own. */
export interface Misdated {
  /** Seconds on the source's timeline, as told … */
  readonly at: number;
  /** … and as meant. */
  readonly instead: number;
}

/** Less is none, seconds. */
const leastOff = 0.01;
/** A frame that is meant to lie just before a change lies no farther from it, seconds. */
const mostBefore = 0.15;
/** Beyond so many changes, times are left as they are told. */
const most = 200;

/**
 * MPEG sound that changes its rate: the first frame of the new rate is told as one of the old, by a time that was reckoned
 * in samples of the new. It lies ahead or back by what the rates differ, which after an hour is minutes.
 */
export function findMisdated(points: readonly SoundPoint[]): {
  readonly points: readonly SoundPoint[];
  readonly misdated: readonly Misdated[];
} {
  const misdated: Misdated[] = [];
  const kept: SoundPoint[] = [];
  for (const [index, point] of points.entries()) {
    const instead = misdated.length < most ? meantOf(point, points[index + 1], index) : undefined;
    if (instead === undefined) {
      kept.push(point);
      continue;
    }
    misdated.push({ at: point.at, instead });
    // Where the frame is alone, with what no other sound has, nothing begins with it.
    if (index > 0 && point.begins !== true) kept.push({ ...point, at: instead });
  }
  const [first, ...rest] = kept;
  if (first === undefined) return { points: kept, misdated };
  const { begins, ...whole } = first;
  return { points: [whole, ...rest], misdated };
}

/** Undefined where a point's time is its own. */
function meantOf(point: SoundPoint, next: SoundPoint | undefined, index: number): number | undefined {
  if (next?.begins !== true || next.rate === point.rate) return undefined;
  if (index > 0 && point.expected === undefined && point.begins !== true) return undefined;
  const instead = (point.at * point.rate) / next.rate;
  const isOff = Math.abs(point.at - instead) > leastOff;
  return isOff && Math.abs(next.at - instead) < mostBefore ? instead : undefined;
}
