import { jumps, type Line } from './clock.ts';

/** Where a sound was when so many of its samples had been decoded. */
export interface SoundPoint {
  /** Seconds on the source's timeline. */
  readonly at: number;
  /** Samples before it, since the last point that `begins`. */
  readonly samples: number;
  readonly rate: number;
  /** Decoding began anew: its channels or its rate have changed, or it is the first. */
  readonly begins?: boolean;
}

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
}

/** What is missing for less than that, seconds, is not told. */
const leastGap = 0.3;
const mostGaps = 20;
/** Steps between two points, about a second apart, that are more than drift. */
const step = { seconds: 0.015, share: 0.06 } as const;

/** Judges a sound by its points, which lie at its beginning, about a second apart, at every step of its times, and at its end. */
export function soundTimes(points: readonly SoundPoint[]): SoundTimes | undefined {
  const [first] = points;
  if (first === undefined) return undefined;
  const lines: { from: number; to: number }[] = [{ from: first.at, to: first.at }];
  const gaps: { from: number; to: number; line: number }[] = [];
  /** Runs without a step: what their samples last, and what the source says of them. */
  const runs: { own: number; told: number; points: [own: number, told: number][] }[] = [];
  let changes = 0;
  let run = newRun();
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    const line = lines.at(-1);
    if (before === undefined || line === undefined) continue;
    if (point.begins === true) changes += 1;
    const own = point.begins === true ? undefined : (point.samples - before.samples) / before.rate;
    const told = point.at - before.at;
    // Of what came before a change no more is known than where it was at its last point.
    const off = own === undefined ? Math.min(0, told) + Math.max(0, told - 1.1) : told - own;
    const expected = point.at - off;
    const isStep = own === undefined || Math.abs(off) > Math.max(step.seconds, own * step.share);
    if (off < -jumps.back || off > jumps.ahead) {
      line.to = expected;
      lines.push({ from: point.at, to: point.at });
    } else {
      line.to = Math.max(line.to, point.at);
      if (isStep && off > leastGap && gaps.length < mostGaps)
        gaps.push({ from: expected, to: point.at, line: lines.length - 1 });
    }
    // The end is where the last samples would end if nothing stretched them.
    const isEnd = index === points.length - 1;
    if (isStep) run = newRun();
    else if (!isEnd) {
      run.own += own ?? 0;
      run.told += told;
      run.points.push([run.own, run.told]);
    }
  }
  const own = sum(runs.map((one) => one.own));
  const told = sum(runs.map((one) => one.told));
  const stretch = own > 1 ? told / own : 1;
  const drift = Math.max(
    0,
    ...runs.flatMap(({ points: of }) => of.map(([samples, at]) => Math.abs(at - samples * stretch))),
  );
  return { lines: withoutStrays(lines), stretch, drift, changes, gaps };

  function newRun() {
    const made = { own: 0, told: 0, points: [] as [number, number][] };
    runs.push(made);
    return made;
  }
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

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
