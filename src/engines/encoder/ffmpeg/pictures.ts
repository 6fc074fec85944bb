import type { Pictures } from '../../../media/index.ts';

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
  /** Null where there was no picture. `end` is where the container says that the stream ends, in ticks. */
  pictures(
    stream: number,
    options: { readonly timeBase: Pictures['timeBase']; readonly end?: number },
  ): Pictures | null;
}

/** Places of damage that are told one by one; what lies beyond belongs to the last. */
const mostDamages = 200;

/** Memory grows with changes of duration, with shots and, to a limit, with damage. */
export function pictureCollector(): PictureCollector {
  const runs: Run[] = [];
  const counts = new Map<number, number>();
  const cuts: number[] = [];
  let start: number | undefined;
  let last = 0;
  let total = 0;
  let drops = 0;
  let firstDrop: number | undefined;
  let isKept = false;
  let isDamaged = false;
  const damaged: [first: number, count: number][] = [];

  function add(time: number): void {
    isKept = !Number.isNaN(time) && (start === undefined || time > last);
    if (!isKept) {
      drops += 1;
      firstDrop ??= total;
      return;
    }
    if (isDamaged) addDamage(total);
    isDamaged = false;
    if (start === undefined) start = time;
    else count(time - last);
    last = time;
    total += 1;
  }

  function count(ticks: number): void {
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

  return {
    picture(text) {
      const time = /^frame:\d+\s+pts:(\S+)/.exec(text)?.[1];
      add(time === undefined || time === 'NOPTS' ? Number.NaN : Number(time));
    },
    cut() {
      if (isKept && total > 1) cuts.push(total - 1);
    },
    damage() {
      isDamaged = true;
    },
    newest: () => (start === undefined ? undefined : last),
    pictures(stream, { timeBase, end }) {
      if (start === undefined) return null;
      count(lastDuration(counts, { declared: end === undefined ? undefined : end - last, timeBase }));
      const dropped = firstDrop === undefined ? null : { count: drops, firstBefore: firstDrop };
      return { stream, timeBase, start, durations: runs, cuts, dropped, damaged };
    },
  };
}

/**
 * How long the last picture stays: what the container says, unless that is longer than any other picture (the file
 * was cut off) and than two usual ones; else the median of the others; else a 25th of a second.
 */
function lastDuration(
  counts: ReadonlyMap<number, number>,
  { declared, timeBase }: { readonly declared: number | undefined; readonly timeBase: Pictures['timeBase'] },
): number {
  const median = medianOf(counts);
  const usual = median ?? Math.max(1, Math.round(timeBase.den / timeBase.num / 25));
  // A film of one picture stays as long as its container says.
  const longest = median === undefined ? Number.POSITIVE_INFINITY : Math.max(2 * usual, ...counts.keys());
  return declared !== undefined && declared > 0 && declared <= longest ? declared : usual;
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
