import type { BarSamples, EdgeSamples, VideoStream } from '../inspection.ts';

/** A part of the source's pictures, in their own pixels, even. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Samples that must have been bright enough to judge by. */
const fewest = 6;
/** Share of a side that a bar must take to be worth cutting off: what is thinner stays. */
const thinnest = 0.015;
/** Share of the samples whose own edge must lie where the bar ends: an edge of a film, not of a dark scene. */
const steady = 0.6;
/** What is left must be a picture, not a line of text on black. */
const leastArea = 0.4;

/**
 * The picture within its black bars, or undefined where there are none that can be cut off safely: both bars of a pair
 * are there and alike, no sampled picture has anything in them, and most have something right up to them.
 */
export function cropOf({ width, height }: Pick<VideoStream, 'width' | 'height'>, bars: BarSamples): Crop | undefined {
  if (bars.samples < fewest || bars.width !== width || bars.height !== height) return undefined;
  const [left, right] = pair(bars, { one: bars.left, other: bars.right, side: width });
  const [top, bottom] = pair(bars, { one: bars.top, other: bars.bottom, side: height });
  const crop = { x: left, y: top, width: evenBelow(width - left - right), height: evenBelow(height - top - bottom) };
  if (left + top === 0 || crop.width * crop.height < width * height * leastArea) return undefined;
  return crop;
}

/** What is cut off at either end of a side: nothing, or about as much. */
function pair(
  { samples }: BarSamples,
  { one, other, side }: { readonly one: EdgeSamples; readonly other: EdgeSamples; readonly side: number },
): readonly [number, number] {
  const least = Math.min(one.black, other.black);
  const most = Math.max(one.black, other.black);
  const isSteady = Math.min(one.reached, other.reached) >= samples * steady;
  const isAlike = most - least <= Math.max(4, most * 0.15);
  const isWorthIt = least >= Math.max(2, side * thinnest);
  return isSteady && isAlike && isWorthIt ? [evenAbove(one.black), evenAbove(other.black)] : [0, 0];
}

function evenAbove(pixels: number): number {
  return Math.ceil(pixels / 2) * 2;
}

function evenBelow(pixels: number): number {
  return Math.floor(pixels / 2) * 2;
}
