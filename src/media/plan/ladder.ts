import { type Rational, toNumber } from '../../kit/index.ts';
import type { VideoStream } from '../inspection.ts';
import { pixelAspect } from './aspect.ts';
import { minimalLevel } from './level.ts';
import type { PlannedRung, PlanSettings } from './plan.ts';
import type { Size } from './size.ts';

export type { Size } from './size.ts';

/** The size in which a stream is to be shown with square pixels and turned upright. At least 2x2, even. */
export function displaySize(stream: Pick<VideoStream, 'width' | 'height' | 'sampleAspect' | 'rotation'>): Size {
  const width = even(stream.width * pixelAspect(stream));
  const height = even(stream.height);
  return stream.rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** A standard rung that is at least this share of the source's own size stands for it. */
const nearEnough = 0.92;
/** Short side above which phones are not thought of, and the High profile is used. */
const highProfileAbove = 720;

/**
 * Rate caps for pictures of a size at 30 a second: [pixels, bit/s], between them linear. Twice and more what x264's
 * CRF 23 takes for ordinary film, so that only hard scenes meet the cap.
 */
const rateCaps: readonly (readonly [pixels: number, rate: number])[] = [
  [0, 100_000],
  [426 * 240, 600_000],
  [640 * 360, 1_200_000],
  [854 * 480, 2_000_000],
  [1280 * 720, 4_000_000],
  [1920 * 1080, 8_000_000],
  [2560 * 1440, 16_000_000],
  [3840 * 2160, 28_000_000],
];

/**
 * The rungs for a source, smallest first: standard short sides up to the source's, and the source's own where no
 * standard one is near it. Never larger than the source; even sizes; every rung keeps the source's shape.
 */
export function planLadder(size: Size, rate: Rational, settings: PlanSettings): PlannedRung[] {
  const own = Math.min(size.width, size.height);
  const sides = settings.shortSides.filter((side) => side <= own);
  if ((sides.at(-1) ?? 0) < own * nearEnough) sides.push(own);
  return sides.map((side) => rung(scaled(size, side), rate, settings));
}

/** The rung that is encoded first: the one nearest to 480 lines. */
export function firstLookOf(rungs: readonly PlannedRung[]): string {
  const distance = ({ width, height }: PlannedRung) => {
    const side = Math.min(width, height);
    return Math.max(side / 480, 480 / side);
  };
  const nearest = rungs.reduce((best, candidate) => (distance(candidate) < distance(best) ? candidate : best));
  return nearest.name;
}

function rung(size: Size, rate: Rational, settings: PlanSettings): PlannedRung {
  const side = Math.min(size.width, size.height);
  const profile = side <= highProfileAbove ? 'main' : 'high';
  const maxRate = maxRateOf(size, toNumber(rate));
  const bufferSize = maxRate * 1.5;
  const level = minimalLevel({ ...size, rate: toNumber(rate), maxRate, bufferSize, profile });
  const families = profile === 'main' ? (['phone', 'tv', 'pc'] as const) : (['tv', 'pc'] as const);
  return { name: `${side}p`, ...size, profile, level, crf: settings.crf, maxRate, bufferSize, families };
}

/** Half of a cap is for what changes with the number of pictures. Whole kilobits that halve evenly. */
function maxRateOf({ width, height }: Size, rate: number): number {
  const pixels = width * height;
  let cap = rateCaps.at(-1)?.[1] ?? 0;
  for (const [index, [upper, upperRate]] of rateCaps.entries()) {
    const [lower, lowerRate] = rateCaps[index - 1] ?? [0, 0];
    if (pixels > upper || index === 0) continue;
    cap = lowerRate + ((upperRate - lowerRate) * (pixels - lower)) / (upper - lower);
    break;
  }
  return Math.round((cap * (0.5 + rate / 60)) / 2000) * 2000;
}

function scaled({ width, height }: Size, side: number): Size {
  const own = Math.min(width, height);
  if (side === own) return { width, height };
  const long = Math.min(nearestEven((Math.max(width, height) * side) / own), Math.max(width, height));
  return width >= height ? { width: long, height: side } : { width: side, height: long };
}

/** Down to an even number, at least 2. */
function even(value: number): number {
  return Math.max(2, Math.floor((value + 1e-6) / 2) * 2);
}

function nearestEven(value: number): number {
  return Math.max(2, Math.round(value / 2) * 2);
}
