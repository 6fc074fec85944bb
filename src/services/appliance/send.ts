import type { Flight } from './flight.ts';
import type { Outlet } from './outlet.ts';
import type { MediaFile, Shelf } from './shelf.ts';

/** Inclusive, as in HTTP. */
export interface ByteSpan {
  readonly first: number;
  readonly last: number;
}

export interface SendOptions {
  readonly shelf: Shelf;
  readonly file: MediaFile;
  readonly span: ByteSpan;
  readonly sliceBytes: number;
  readonly outlet: Outlet;
  onServed(bytes: number): void;
}

/** One answer's body. */
export interface Send {
  /** Resolves when the first byte is there. Rejects where it cannot be had. */
  ready(): Promise<void> | undefined;
  /** Writes the whole span, at the reader's pace; returns early where the reader has gone. */
  run(): Promise<void>;
  /** Lets go of the slices that are still on their way. */
  leave(): void;
}

const rememberedEnds = 16;

/** Joins the flight of the first slice, where that slice is not in memory. */
export function prepareSend({ shelf, file, span, sliceBytes, outlet, onServed }: SendOptions): Send {
  const readsOn = goesOn(file, span);
  let position = span.first;
  let flight: Flight | undefined;
  let ahead: Flight | undefined;
  let isDone = false;

  function indexOf(byte: number): number {
    return Math.floor(byte / sliceBytes);
  }

  /** The next bytes, where they are in memory; else the flight that brings them, joined. */
  function take(): Buffer | Flight {
    const index = indexOf(position);
    const kept = shelf.peek(file, index);
    if (kept === undefined && flight?.index === index) return flight;
    flight?.leave();
    flight = undefined;
    if (kept !== undefined) return cut(kept, index);
    flight = shelf.join(file, index);
    return flight;
  }

  function cut(bytes: Buffer, index: number): Buffer {
    const start = index * sliceBytes;
    return bytes.subarray(position - start, Math.min(bytes.length, span.last + 1 - start));
  }

  function lookAhead(): void {
    const next = indexOf(position) + 1;
    if (next > indexOf(span.last) && !readsOn) return;
    const started = shelf.ahead(file, next);
    if (started === undefined) return;
    ahead?.leave();
    ahead = started;
  }

  function arrival(coming: Flight): Promise<void> {
    return coming.reached(position - coming.index * sliceBytes, outlet.signal);
  }

  /** Writes what is there of the next slice. No slice is named here, so that the cache may let go of it meanwhile. */
  function writeOn(): Promise<number> {
    const next = take();
    if (Buffer.isBuffer(next)) return outlet.write(next);
    return arrival(next).then(() => outlet.write(cut(next.bytes.subarray(0, next.filled), next.index)));
  }

  return {
    ready() {
      const next = take();
      return Buffer.isBuffer(next) ? undefined : arrival(next);
    },
    async run() {
      let index = -1;
      while (position <= span.last && !outlet.isGone) {
        if (index !== indexOf(position)) {
          index = indexOf(position);
          // First this slice is joined, which may be the one that was fetched ahead until now.
          take();
          lookAhead();
        }
        const written = await writeOn();
        position += written;
        onServed(written);
      }
      isDone = position > span.last;
    },
    leave() {
      flight?.leave();
      flight = undefined;
      // A reader who took everything will want what comes next; for one who has gone it is not fetched on.
      if (!isDone) ahead?.leave();
      ahead = undefined;
    },
  };
}

/** True where this span begins where an earlier answer ended; remembers where this one ends. */
function goesOn({ ends }: MediaFile, { first, last }: ByteSpan): boolean {
  const at = ends.indexOf(first);
  if (at >= 0) ends.splice(at, 1);
  ends.push(last + 1);
  if (ends.length > rememberedEnds) ends.shift();
  return at >= 0;
}
