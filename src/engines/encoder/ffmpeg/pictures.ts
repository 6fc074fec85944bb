import { jumps, type Line, type Pictures } from '../../../media/index.ts';

/** Ticks and how many times they follow one another. */
type Run = [ticks: number, count: number];

export interface PictureCollector {
  /** The next picture, as ffmpeg's `metadata=print` tells it: `frame:12 pts:6144 pts_time:0.4`. */
  picture(text: string): void;
  /** The newest picture begins a shot. */
  cut(): void;
  /** The picture that comes next is not whole. */
  damage(): void;
  /** Ticks of the newest picture. */
  newest(): number | undefined;
  /** How many jumps there were before it. */
  line(): number;
  /** What lies between two jumps, in order. */
  lines(): readonly Line[];
  /**
   * Null where there was no picture. `end` is where the container says that the stream ends, in ticks, and `count` how
   * many pictures it says that there are; `shifts` are the seconds by which each line is moved.
   */
  pictures(stream: number, options: PicturesAsked): Pictures | null;
}

export interface PicturesAsked {
  readonly end?: number;
  readonly count?: number;
  readonly shifts?: readonly number[];
  /** The source was read to its end, and nothing was amiss there. */
  readonly isIntact?: boolean;
}

/** Places of damage that are told one by one; what lies beyond belongs to the last. */
const mostDamages = 200;

/** Where no container says how many pictures there are, the last one may stay so long: seconds. */
const longestStay = 60;

/** After so many pictures that follow one another, a jump is one, and not a picture whose time went astray. */
const fewest = 8;

interface Collected {
  readonly start: number;
  /** Pictures before it. */
  readonly first: number;
  readonly runs: Run[];
  last: number;
  readonly isAfterStrays: boolean;
}

interface Waiting {
  readonly time: number;
  readonly isDamaged: boolean;
  isCut: boolean;
}

/** Memory grows with changes of duration, with shots and, to a limit, with damage. */
export function pictureCollector(timeBase: Pictures['timeBase']): PictureCollector {
  const collected: Collected[] = [];
  const counts = new Map<number, number>();
  const cuts: number[] = [];
  const damaged: [first: number, count: number][] = [];
  const ahead = (jumps.ahead * timeBase.den) / timeBase.num;
  const back = (jumps.back * timeBase.den) / timeBase.num;
  /** Pictures after a jump that is not sure yet. */
  let waiting: Waiting[] = [];
  let total = 0;
  let drops = 0;
  let firstDrop: number | undefined;
  let isKept = false;
  let isWaiting = false;
  let isDamaged = false;

  function add(time: number): void {
    isKept = false;
    isWaiting = false;
    const line = collected.at(-1);
    if (Number.isNaN(time)) drop();
    else if (line === undefined) begin(time, false);
    else if (waiting.length === 0) addToLine(line, time);
    else addToWaiting(line, time);
  }

  function addToLine(line: Collected, time: number): void {
    if (follows(line.last, time)) append(line, time);
    else if (time <= line.last && line.last - time <= back) drop();
    else wait(time);
  }

  function addToWaiting(line: Collected, time: number): void {
    const last = waiting.at(-1)?.time ?? time;
    if (follows(line.last, time)) {
      dropWaiting();
      begin(time, true);
    } else if (time > last) {
      if (!follows(last, time)) settle();
      wait(time);
      if (waiting.length >= fewest) settle();
    } else if (last - time <= back) drop();
    else {
      dropWaiting();
      wait(time);
    }
  }

  function follows(before: number, time: number): boolean {
    return time > before && time - before <= ahead;
  }

  function dropWaiting(): void {
    drops += waiting.length;
    firstDrop ??= total;
    waiting = [];
  }

  function drop(): void {
    drops += 1;
    firstDrop ??= total;
  }

  function begin(time: number, isAfterStrays: boolean): void {
    collected.push({ start: time, first: total, runs: [], last: time, isAfterStrays });
    keep();
  }

  function append(line: Collected, time: number): void {
    count(line.runs, time - line.last);
    line.last = time;
    keep();
  }

  function keep(): void {
    if (isDamaged) addDamage(total);
    isDamaged = false;
    isKept = true;
    total += 1;
  }

  function wait(time: number): void {
    waiting.push({ time, isDamaged, isCut: false });
    isWaiting = true;
    isDamaged = false;
  }

  /** What waited is a line of its own. */
  function settle(): void {
    const settled = waiting;
    waiting = [];
    for (const [index, { time, isDamaged: wasDamaged, isCut }] of settled.entries()) {
      isDamaged = wasDamaged;
      const line = collected.at(-1);
      if (index === 0 || line === undefined) begin(time, false);
      else append(line, time);
      if (isCut) cuts.push(total - 1);
    }
  }

  function count(runs: Run[], ticks: number): void {
    const run = runs.at(-1);
    if (run !== undefined && run[0] === ticks) run[1] += 1;
    else runs.push([ticks, 1]);
    counts.set(ticks, (counts.get(ticks) ?? 0) + 1);
  }

  function addDamage(picture: number): void {
    const run = damaged.at(-1);
    if (run !== undefined && (run[0] + run[1] === picture || damaged.length >= mostDamages)) {
      run[1] = picture + 1 - run[0];
    } else damaged.push([picture, 1]);
  }

  /** At the end: a picture that comes long after the others is the film's last; one that comes before them is astray. */
  function finish(): void {
    const [first] = waiting;
    if (first === undefined) return;
    if (first.time > (collected.at(-1)?.last ?? 0)) settle();
    else dropWaiting();
  }

  const seconds = (ticks: number) => (ticks * timeBase.num) / timeBase.den;

  return {
    picture(text) {
      const time = /^frame:\d+\s+pts:(\S+)/.exec(text)?.[1];
      add(time === undefined || time === 'NOPTS' ? Number.NaN : Number(time));
    },
    cut() {
      const last = waiting.at(-1);
      if (isWaiting && last !== undefined) last.isCut = true;
      else if (isKept && total > 1) cuts.push(total - 1);
    },
    damage() {
      isDamaged = true;
    },
    newest: () => waiting.at(-1)?.time ?? collected.at(-1)?.last,
    line: () => collected.length - 1 + Math.sign(waiting.length),
    lines() {
      finish();
      const usual = usualDuration(counts, timeBase);
      return collected.map(({ start, last, isAfterStrays }) => ({
        from: seconds(start),
        to: seconds(last + usual),
        last: seconds(last),
        ...(isAfterStrays ? { isAfterStrays } : {}),
      }));
    },
    pictures(stream, { end, count: toldCount, shifts = [], isIntact = false }) {
      finish();
      const [first] = collected;
      const last = collected.at(-1);
      if (first === undefined || last === undefined) return null;
      const moved = shifts.map((shift) => Math.round((shift * timeBase.den) / timeBase.num));
      const runs: Run[] = [];
      for (const [index, line] of collected.entries()) {
        const before = collected[index - 1];
        const stays =
          before === undefined
            ? []
            : [[line.start + (moved[index] ?? 0) - before.last - (moved[index - 1] ?? 0), 1] as Run];
        for (const [ticks, times] of [...stays, ...line.runs]) {
          const run = runs.at(-1);
          if (run !== undefined && run[0] === ticks) run[1] += times;
          else runs.push([ticks, times]);
        }
      }
      // Whoever has all the pictures that it is said to have is not cut off.
      const declared = end === undefined ? undefined : end - last.last;
      const isWhole =
        toldCount === undefined
          ? isIntact && declared !== undefined && seconds(declared) <= longestStay
          : total + drops >= toldCount;
      const stays = lastDuration(counts, { declared, isWhole, timeBase });
      const run = runs.at(-1);
      if (run !== undefined && run[0] === stays) run[1] += 1;
      else runs.push([stays, 1]);
      const dropped = firstDrop === undefined ? null : { count: drops, firstBefore: firstDrop };
      return { stream, timeBase, start: first.start + (moved[0] ?? 0), durations: runs, cuts, dropped, damaged };
    },
  };
}

/**
 * How long the last picture stays: what the container says, where the film is whole, or that is not longer than any other picture
 * (else the file may be cut off) or two usual ones; else the usual one.
 */
function lastDuration(
  counts: ReadonlyMap<number, number>,
  {
    declared,
    isWhole,
    timeBase,
  }: { readonly declared: number | undefined; readonly isWhole: boolean; readonly timeBase: Pictures['timeBase'] },
): number {
  const usual = usualDuration(counts, timeBase);
  // A film of one picture stays as long as its container says.
  const isAlone = counts.size === 0;
  const longest = isWhole || isAlone ? Number.POSITIVE_INFINITY : Math.max(2 * usual, ...counts.keys());
  return declared !== undefined && declared > 0 && declared <= longest ? declared : usual;
}

/** The median; of a single picture a 25th of a second. */
function usualDuration(counts: ReadonlyMap<number, number>, timeBase: Pictures['timeBase']): number {
  return medianOf(counts) ?? Math.max(1, Math.round(timeBase.den / timeBase.num / 25));
}

function medianOf(counts: ReadonlyMap<number, number>): number | undefined {
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const half = sorted.reduce((sum, [, count]) => sum + count, 0) / 2;
  let seen = 0;
  for (const [ticks, count] of sorted) {
    seen += count;
    if (seen >= half) return ticks;
  }
  return undefined;
}
