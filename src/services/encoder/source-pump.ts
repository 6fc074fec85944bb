import type { Client, studioContract } from '../../contracts/index.ts';
import { type Clock, onAbort, type Random } from '../../kit/index.ts';
import { encoderServiceErrors } from './errors.ts';
import { persist } from './patience.ts';

/** Places of the first and the last byte, both inclusive. */
interface ByteRange {
  readonly first: number;
  readonly last: number;
}

export interface SourceOptions {
  readonly studio: Client<typeof studioContract>;
  /** Content hash. */
  readonly source: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** Bytes of a source. Errors: `encoder.source-cut-off`, the studio's, the signal's reason. */
export async function sourceSize(options: SourceOptions, signal: AbortSignal): Promise<number> {
  const { studio, source, clock, random } = options;
  const ask = async (): Promise<number> => {
    const response = await studio.bytes('source', { method: 'HEAD', params: { source }, signal });
    return Number(response.headers.get('content-length') ?? Number.NaN);
  };
  const size = await persist(ask, { clock, random, signal });
  if (Number.isInteger(size)) return size;
  throw encoderServiceErrors.error('encoder.source-cut-off', { why: 'its size is not known.' });
}

/**
 * Hands a range on piece by piece, as fast as `write` resolves. Where the studio breaks off, the rest is asked for
 * again, so that whoever reads notices nothing but a pause. Errors as for the size.
 */
export async function pumpSource(
  options: SourceOptions,
  range: ByteRange,
  to: { readonly signal: AbortSignal; write(bytes: Uint8Array): Promise<void> },
): Promise<void> {
  const { signal } = to;
  const { clock, random } = options;
  let first = range.first;
  while (first <= range.last) {
    const from = first;
    await persist(
      async () => {
        try {
          for await (const bytes of rest({ first, last: range.last })) {
            await to.write(bytes);
            first += bytes.length;
          }
        } catch (error) {
          // Something came: that is no failure yet. The rest is asked for with new patience.
          if (first === from) throw error;
        }
        if (first === from) throw encoderServiceErrors.error('encoder.source-cut-off', { why: 'nothing came.' });
      },
      { clock, random, signal },
    );
  }

  async function* rest(wanted: ByteRange): AsyncGenerator<Uint8Array> {
    const response = await options.studio.bytes('source', {
      method: 'GET',
      params: { source: options.source },
      headers: { range: `bytes=${wanted.first}-${wanted.last}` },
      signal,
    });
    const isWhole = response.status === 200 && wanted.first === 0;
    if (response.body === null || (response.status !== 206 && !isWhole)) {
      await response.body?.cancel();
      throw encoderServiceErrors.error('encoder.source-cut-off', { why: `it answered with ${response.status}.` });
    }
    yield* pieces(response.body, signal);
  }
}

/** Read at a time, where the body fills our memory. */
const stride = 256 * 1024;

/**
 * The pieces of a body, each good until the next is asked for; it is cancelled when the signal aborts or nobody wants
 * more.
 */
async function* pieces(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = readerOf(body);
  const cancel = (): void => void reader.cancel(signal.reason).catch(() => undefined);
  const stopListening = onAbort(signal, cancel);
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.next();
      signal.throwIfAborted();
      if (done || value === undefined) return;
      yield value;
    }
  } finally {
    stopListening();
    cancel();
  }
}

interface PieceReader {
  next(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(reason: unknown): Promise<void>;
}

/** One piece of memory for all of a body, where it can fill ours. */
function readerOf(body: ReadableStream<Uint8Array>): PieceReader {
  const own = ownReader(body);
  if (own === undefined) {
    const reader = body.getReader();
    return { next: () => reader.read(), cancel: (reason) => reader.cancel(reason) };
  }
  let memory = new ArrayBuffer(stride);
  return {
    async next() {
      const { done, value } = await own.read(new Uint8Array(memory));
      if (value !== undefined) memory = value.buffer;
      return { done, value };
    },
    cancel: (reason) => own.cancel(reason),
  };
}

/** Undefined for a body that hands out memory of its own alone. */
function ownReader(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return body.getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}
