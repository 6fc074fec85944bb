import { pauseAfter } from '../../kit/index.ts';

/** Counts of a video element, and what it showed while it counted. */
export interface PictureCount {
  /** Monotonic milliseconds. */
  readonly now: number;
  readonly decoded: number;
  readonly dropped: number;
  readonly height: number;
  /** False while the film stands, seeks or is hidden, or plays faster than it was made for: nothing is judged then. */
  readonly steady: boolean;
}

/** A size of picture that this machine drops so much of, for so long at a stretch, is too much for it … */
const dropPart = 0.2;
const badSeconds = 6;
/** … for this long, and twice as long each time it proves so again. */
const pauses = { firstMs: 60_000, longestMs: 3_840_000 };
/** Fewer pictures than this say nothing. */
const leastPictures = 30;

/** Finds the sizes that this machine cannot show in time. One bad moment, such as after a seek, is forgiven. */
export interface PictureWatch {
  /** To be told about twice a second. */
  note(count: PictureCount): void;
  /** Heights from this one on are too much just now; infinite where none is. */
  tooTall(now: number): number;
}

interface Rest {
  readonly until: number;
  readonly times: number;
}

export function pictureWatch(): PictureWatch {
  const rests = new Map<number, Rest>();
  let from: PictureCount | undefined;
  let badSince: number | undefined;

  function note(count: PictureCount): void {
    if (!count.steady || from === undefined || from.height !== count.height) {
      from = count.steady ? count : undefined;
      badSince = undefined;
      return;
    }
    const decoded = count.decoded - from.decoded;
    if (decoded < leastPictures) return;
    const bad = (count.dropped - from.dropped) / decoded >= dropPart;
    badSince = bad ? (badSince ?? from.now) : undefined;
    from = count;
    if (badSince === undefined || count.now - badSince < badSeconds * 1000) return;
    badSince = undefined;
    const times = (rests.get(count.height)?.times ?? 0) + 1;
    rests.set(count.height, { times, until: count.now + pauseAfter(times, pauses) });
  }

  return {
    note,
    tooTall: (now) => Math.min(...[...rests].filter(([, { until }]) => until > now).map(([height]) => height)),
  };
}
