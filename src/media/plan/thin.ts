import { type Rational, reduce, toNumber } from '../../kit/index.ts';
import type { Pictures } from '../inspection.ts';
import { nominalRate } from './frame-rate.ts';
import type { Plan } from './plan.ts';

/** More pictures a second than that no screen of ours shows, and few devices decode. A little more is a rounded 60. */
const mostRate = 60.5;

/** The pictures that are encoded, of those that decoded. */
export interface Thinned {
  readonly pictures: Pictures;
  readonly frameRate: Rational;
  /** Every so manyth picture is taken; only where that is not every one. */
  readonly thinned?: NonNullable<Plan['thinned']>;
}

/** Films with pictures that stay longer than that, seconds, are uneven, and lose nothing where they are slow. */
const longest = 1 / 45;

/** Takes every second, third, … picture of films that have more than sixty a second, so that time stays even. */
export function thin(decoded: Pictures, declared: Rational): Thinned {
  const rate = nominalRate(decoded, declared);
  const step = Math.ceil(toNumber(rate) / mostRate);
  if (step <= 1 || !isEven(decoded)) return { pictures: decoded, frameRate: rate };
  const durations = everyNth(decoded.durations, step);
  const count = durations.reduce((sum, [, pictures]) => sum + pictures, 0);
  // The picture that is kept first is the one at the cut or after it.
  const cuts = [...new Set(decoded.cuts.map((cut) => Math.ceil(cut / step)))].filter((cut) => cut < count);
  const pictures = { ...decoded, durations, cuts };
  const frameRate = reduce({ num: rate.num, den: rate.den * step });
  return { pictures, frameRate, thinned: { step, durations: decoded.durations } };
}

function isEven({ durations, timeBase }: Pictures): boolean {
  const most = (longest * timeBase.den) / timeBase.num;
  return durations.every(([ticks, count], index) => ticks <= most || (index === durations.length - 1 && count === 1));
}

/** A kept picture stays until the next that is kept. */
function everyNth(durations: Pictures['durations'], step: number): [ticks: number, count: number][] {
  const runs: [number, number][] = [];
  let sum = 0;
  let inside = 0;
  function close(): void {
    const last = runs.at(-1);
    if (last !== undefined && last[0] === sum) last[1] += 1;
    else runs.push([sum, 1]);
    sum = 0;
    inside = 0;
  }
  for (const [ticks, count] of durations) {
    for (let picture = 0; picture < count; picture++) {
      sum += ticks;
      inside += 1;
      if (inside === step) close();
    }
  }
  if (inside > 0) close();
  return runs;
}
