/** Bytes that arrived, and for how many milliseconds something was on its way meanwhile. */
interface Block {
  readonly bytes: number;
  readonly ms: number;
}

/** A block is closed after this long on the way, or at the end of what was asked for. */
const blockMs = 400;
/** Less than this says more about the way there and back than about the width of the way. */
const leastBytes = 24_000;
const kept = 3;
/** What a doubt adds, and what all of them may: a few of them dare the next rung, which then is measured. */
const doubtPart = 1.25;
const mostDoubt = 4;

/**
 * Measures how wide the way is while it is used: picture and sound that arrive at once count as one, and time in which
 * nothing was asked for does not count.
 */
export interface Meter {
  /** `ms` until `now`, in monotonic milliseconds, `bytes` arrived for one request. */
  add(sample: { readonly now: number; readonly ms: number; readonly bytes: number }): void;
  /** The network carries at least so much: told by what is too small to measure it by. Bits a second. */
  atLeast(rate: number): void;
  /**
   * Something came that says nothing of the network. The less is known of it, the more it may carry: who plays out of a
   * cache at a rate that was measured long ago would never learn that it has grown.
   */
  doubt(): void;
  /** Bits a second; undefined before anything was measured. */
  readonly rate: number | undefined;
}

/**
 * The lower of the newest block and the middle one of the last three: a way that narrows is believed at once, one that
 * widens when it has been seen twice.
 */
export function rateMeter(remembered?: number): Meter {
  const rates: number[] = [];
  let open: Block = { bytes: 0, ms: 0 };
  let coveredUntil = Number.NEGATIVE_INFINITY;
  let doubts = 1;

  function close(): void {
    if (open.bytes < leastBytes) return;
    rates.push((open.bytes * 8000) / Math.max(1, open.ms));
    if (rates.length > kept) rates.shift();
    doubts = 1;
    open = { bytes: 0, ms: 0 };
  }

  return {
    add({ now, ms, bytes }) {
      const since = now - ms;
      if (since > coveredUntil + 1) close();
      open = { bytes: open.bytes + bytes, ms: open.ms + Math.max(0, now - Math.max(since, coveredUntil)) };
      coveredUntil = Math.max(coveredUntil, now);
      if (open.ms >= blockMs) close();
    },
    atLeast(least) {
      // Where nothing is known, so little says nothing either: it is less than what is hoped for.
      if (least > (measured() ?? remembered ?? Number.POSITIVE_INFINITY)) rates.splice(0, rates.length, least);
    },
    doubt() {
      doubts = Math.min(mostDoubt, doubts * doubtPart);
    },
    get rate() {
      const known = measured() ?? remembered;
      return known === undefined ? undefined : known * doubts;
    },
  };

  function measured(): number | undefined {
    const newest = rates.at(-1) ?? running(open);
    if (newest === undefined) return undefined;
    const ordered = [...rates].sort((a, b) => a - b);
    return Math.min(newest, ordered[Math.floor((ordered.length - 1) / 2)] ?? newest);
  }
}

function running({ bytes, ms }: Block): number | undefined {
  return bytes < leastBytes || ms === 0 ? undefined : (bytes * 8000) / ms;
}
