import { jumps, type Line } from './clock.ts';
import { findMisdated, type Misdated } from './misdated.ts';
import type { SoundPoint } from './sound-point.ts';

/** What a sound's times did. */
export interface SoundTimes {
  readonly lines: readonly Line[];
  /** Seconds of the source for each second of its samples, over all; 1 where they agree. */
  readonly stretch: number;
  /** How far its times lie from such an even rate at most, seconds: more than what a container rounds is a drift of its own. */
  readonly drift: number;
  /** How often its channels or rate change. */
  readonly changes: number;
  /** Stretches without sound, seconds on the source's timeline; of each, in which line. */
  readonly gaps: readonly { readonly from: number; readonly to: number; readonly line: number }[];
  readonly misdated: readonly Misdated[];
}

/** So many steps back are damage; with more, times are unsteady. */
const fewSteps = 5;
/** What a sound is off by at its end, seconds, may be how its first and last time were rounded, or an unsteady one. */
const leastStretch = 0.04;

/** Between two points lies no more than that, seconds, unless a step does. */
const mostBetween = 1.1;

/** What is missing for less than that, seconds, is not told. */
const leastGap = 0.3;
const mostGaps = 20;

/** What lies between two points. */
interface Span {
  /** Seconds of its samples; undefined where decoding began anew in between. */
  readonly own: number | undefined;
  /** Where it would have gone on, and by how much it does not, seconds. */
  readonly expected: number;
  readonly off: number;
  readonly from: SoundPoint;
  readonly to: SoundPoint;
}

/** Judges a sound by its points, which lie at its beginning, about a second apart, at every step of its times, and at its end. */
export function soundTimes(told: readonly SoundPoint[]): SoundTimes | undefined {
  const { points: dated, misdated } = findMisdated(told);
  const points = withoutFalseSteps(dated);
  const [first] = points;
  if (first === undefined) return undefined;
  const spans = points.slice(1).map((to, index) => spanOf(points[index] ?? to, to));
  const lines: { from: number; to: number }[] = [{ from: first.at, to: first.at }];
  const gaps: { from: number; to: number; line: number }[] = [];
  for (const { expected, off, to } of spans) {
    const line = lines.at(-1);
    if (line === undefined) continue;
    if (isJump(off)) {
      line.to = expected;
      lines.push({ from: to.at, to: to.at });
    } else {
      line.to = Math.max(line.to, to.at);
      if (off > leastGap && gaps.length < mostGaps) gaps.push({ from: expected, to: to.at, line: lines.length - 1 });
    }
  }
  const changes = points.filter(({ begins }) => begins === true).length;
  return { lines: withoutStrays(lines), ...paceOf(spans), changes, gaps, misdated };
}

/** Where samples lead to the same time, seconds, times have only caught up with them. */
const leastFalse = 0.003;

/**
 * After a change of rate, times inside a packet may still be reckoned in the rate before: they lag, and step ahead with the
 * next packet, to where the samples have come meanwhile.
 */
function withoutFalseSteps(points: readonly SoundPoint[]): readonly SoundPoint[] {
  let base: SoundPoint | undefined;
  return points.map((point) => {
    if (point.begins === true) base = point;
    if (point.expected === undefined || base === undefined) return point;
    const led = base.at + (point.samples - base.samples) / point.rate;
    const { expected, ...whole } = point;
    if (Math.abs(point.at - led) < leastFalse) return whole;
    base = point;
    return point;
  });
}

function spanOf(from: SoundPoint, to: SoundPoint): Span {
  const own = to.begins === true ? undefined : (to.samples - from.samples) / from.rate;
  // Of what came before a change no more is known than where it was at its last point.
  const unknown = from.at + Math.min(Math.max(0, to.at - from.at), mostBetween);
  const expected = to.expected ?? (own === undefined ? unknown : to.at);
  return { own, expected, off: to.at - expected, from, to };
}

function isJump(off: number): boolean {
  return off < -jumps.back || off > jumps.ahead;
}

/**
 * A step ahead is a hole, and says nothing of how quickly samples follow one another; but where times step ahead and
 * back again, only those of many samples are to be believed.
 */
function paceOf(spans: readonly Span[]): { readonly stretch: number; readonly drift: number } {
  const steps = spans.filter(({ off }) => off !== 0 && !isJump(off));
  const isUnsteady = steps.filter(({ off }) => off < 0).length > Math.max(fewSteps, steps.length / 4);
  // The end is where the last samples would end if nothing stretched them.
  const even = spans.slice(0, -1);
  const runs: [own: number, told: number][][] = [[[0, 0]]];
  for (const { own, expected, off, from, to } of even) {
    const run = runs.at(-1) ?? [];
    const [samples, seconds] = run.at(-1) ?? [0, 0];
    const end = isUnsteady && !isJump(off) ? to.at : expected;
    if (own !== undefined) run.push([samples + own, seconds + end - from.at]);
    if (own === undefined || isJump(off) || (off !== 0 && !isUnsteady)) runs.push([[0, 0]]);
  }
  const ends = runs.map<readonly [own: number, told: number]>((run) => run.at(-1) ?? [0, 0]);
  const own = ends.reduce((sum, [samples]) => sum + samples, 0);
  const told = ends.reduce((sum, [, seconds]) => sum + seconds, 0);
  const stretch = own > 1 && Math.abs(told - own) > leastStretch ? told / own : 1;
  let drift = 0;
  for (const run of runs) {
    for (const [samples, seconds] of run) drift = Math.max(drift, Math.abs(seconds - samples * stretch));
  }
  return { stretch, drift };
}

/** A moment of sound whose time went astray, between what belongs together, is no line. */
function withoutStrays(lines: readonly Line[]): readonly Line[] {
  const kept: Line[] = [];
  for (const [index, line] of lines.entries()) {
    const before = kept.at(-1);
    const next = lines[index + 1];
    const isStray =
      before !== undefined && next !== undefined && line.to - line.from < 0.5 && Math.abs(next.from - before.to) < 1;
    if (isStray) continue;
    const previous = lines[index - 1];
    const goesOn = before !== undefined && previous !== before && Math.abs(line.from - before.to) < 1;
    kept.push(goesOn ? { ...line, isAfterStrays: true } : line);
  }
  return kept;
}
