import type { ByteRange } from '../../engines/objects/index.ts';
import { isTransient } from '../../kit/index.ts';

/** A body that breaks off again and again without a byte in between is given up. */
const mostBreaks = 8;
/** Read at a time for whoever brings no memory. */
const stride = 256 * 1024;

type Memory = Uint8Array<ArrayBuffer>;

export interface Whole extends ByteRange {
  /** The same object from there on. */
  resume(from: number): Promise<ReadableStream<Uint8Array>>;
}

/**
 * A body that goes on where it broke off. Whoever brings memory has that filled, by the body itself where it can: a film
 * read through fresh memory is a film for the garbage collector.
 */
export function unbroken(body: ReadableStream<Uint8Array>, { first, last, resume }: Whole): ReadableStream<Uint8Array> {
  let source = filling(body);
  let at = first;
  let breaks = 0;
  let unwanted = false;

  /** The same body from where it broke off; one that arrives when nobody wants it any more is let go. */
  async function goOn(): Promise<void> {
    const rest = filling(await resume(at));
    if (unwanted) await rest.cancel('Nobody reads on');
    else source = rest;
  }

  async function fill(memory: Memory): Promise<Memory> {
    const { byteOffset, byteLength, buffer } = memory;
    const size = buffer.byteLength;
    for (let view = memory; ; ) {
      try {
        const filled = await source.fill(view);
        at += filled.byteLength;
        breaks = 0;
        return filled;
      } catch (error) {
        breaks += 1;
        if (!isTransient(error) || breaks > mostBreaks) throw error;
        // What was being filled went with the body that broke off.
        view = new Uint8Array(new ArrayBuffer(size), byteOffset, byteLength);
        if (at > last) return view.subarray(0, 0);
        await goOn();
        if (unwanted) throw error;
      }
    }
  }

  return new ReadableStream(
    {
      type: 'bytes',
      async pull(controller) {
        const asked = controller.byobRequest;
        const memory = asked?.view ?? new Uint8Array(Math.max(1, Math.min(stride, last - at + 1)));
        const filled = await fill(memory as Memory);
        const isEnd = filled.byteLength === 0;
        if (isEnd) controller.close();
        if (asked !== null) asked.respondWithNewView(filled);
        else if (!isEnd) controller.enqueue(filled);
      },
      async cancel(reason) {
        unwanted = true;
        // One that broke off has nothing left to let go.
        await source.cancel(reason).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

interface Filling {
  /** Fills memory from its beginning with what comes next, and gives it back under another name; empty at the end. */
  fill(memory: Memory): Promise<Memory>;
  cancel(reason: unknown): Promise<void>;
}

function filling(body: ReadableStream<Uint8Array>): Filling {
  const filler = fillerOf(body);
  if (filler === undefined) return copying(body);
  return {
    async fill(memory) {
      const size = memory.buffer.byteLength;
      const { byteOffset } = memory;
      // No memory comes back of a body that nobody wants any more.
      return (await filler.read(memory)).value ?? new Uint8Array(new ArrayBuffer(size), byteOffset, 0);
    },
    cancel: (reason) => filler.cancel(reason),
  };
}

/** Of a body that hands out memory of its own alone. */
function copying(body: ReadableStream<Uint8Array>): Filling {
  const reader = body.getReader();
  let left = new Uint8Array() as Uint8Array;
  return {
    async fill(memory) {
      while (left.byteLength === 0) {
        const { done, value } = await reader.read();
        if (done) break;
        left = value;
      }
      const piece = left.subarray(0, memory.byteLength);
      memory.set(piece);
      left = left.subarray(piece.byteLength);
      return memory.subarray(0, piece.byteLength);
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

function fillerOf(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return body.getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}
