import { type Rational, reduce, toNumber } from '../../kit/index.ts';
import type { Pictures } from '../inspection.ts';

/** The rates that films really have. */
const usual: readonly Rational[] = [
  { num: 24_000, den: 1001 },
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30_000, den: 1001 },
  { num: 30, den: 1 },
  { num: 48_000, den: 1001 },
  { num: 48, den: 1 },
  { num: 50, den: 1 },
  { num: 60_000, den: 1001 },
  { num: 60, den: 1 },
  { num: 100, den: 1 },
  { num: 120_000, den: 1001 },
  { num: 120, den: 1 },
  { num: 15, den: 1 },
  { num: 12, den: 1 },
  { num: 10, den: 1 },
  { num: 5, den: 1 },
  { num: 1, den: 1 },
];

/** Two times that were rounded to milliseconds, and lie between them. */
const roundedSeconds = 0.002;

/**
 * The nominal rate of pictures that were really decoded. Of an even film it is the mean, made exact by what the
 * container declares or by the usual rates; of an uneven one the rate of its most frequent duration
 * (with its neighbours: a clock that counts milliseconds writes 60 a second as 16, 17 and 18).
 */
export function nominalRate({ durations, timeBase }: Pictures, declared: Rational): Rational {
  let count = 0;
  let ticks = 0;
  const frequency = new Map<number, number>();
  // The last duration is often a guess, so it has no say where there are others.
  const runs = withoutLast(durations);
  for (const [duration, pictures] of runs) {
    count += pictures;
    ticks += duration * pictures;
    frequency.set(duration, (frequency.get(duration) ?? 0) + pictures);
  }
  const mean = ticks / count;
  const [most = mean] = [...frequency].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
  const isEven = runs.every(([duration]) => Math.abs(duration - mean) <= Math.max(1.01, mean * 0.02));
  const perSecond = timeBase.den / timeBase.num;
  const around = Math.max(1.01, Math.min(most / 8, roundedSeconds * perSecond));
  return exact(perSecond / (isEven ? mean : meanOf(runs, { from: most - around, to: most + around })), declared);
}

function meanOf(runs: Pictures['durations'], { from, to }: { readonly from: number; readonly to: number }): number {
  let count = 0;
  let ticks = 0;
  for (const [own, pictures] of runs) {
    if (own < from || own > to) continue;
    count += pictures;
    ticks += own * pictures;
  }
  return ticks / count;
}

function exact(rate: number, declared: Rational): Rational {
  const isDeclared = declared.num > 0 && declared.den > 0;
  const candidates = isDeclared ? [reduce(declared), ...usual] : usual;
  for (const tolerance of [0.0004, 0.015]) {
    const close = candidates.filter((candidate) => Math.abs(toNumber(candidate) / rate - 1) <= tolerance);
    const [first, ...others] = close;
    if (first === undefined) continue;
    return others.reduce((best, candidate) => (distance(candidate) < distance(best) ? candidate : best), first);
  }
  return reduce({ num: Math.max(1, Math.round(rate * 1000)), den: 1000 });

  function distance(candidate: Rational): number {
    return Math.abs(toNumber(candidate) - rate);
  }
}

function withoutLast(durations: Pictures['durations']): Pictures['durations'] {
  const last = durations.at(-1);
  if (last === undefined || (durations.length === 1 && last[1] === 1)) return durations;
  const head = durations.slice(0, -1);
  return last[1] === 1 ? head : [...head, [last[0], last[1] - 1]];
}
