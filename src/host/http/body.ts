import type { Readable, Writable } from 'node:stream';

/** Bytes that a stream holds before its source is asked to wait. */
const heldBytes = 65_536;

/**
 * A Node stream's bytes as a web stream. The source is paused while nobody reads; `cancelled` is told when the
 * reader wants no more. A source that closes before its end is an error, never a clean end.
 */
export function webStream(source: Readable, cancelled: () => void): ReadableStream<Uint8Array> {
  let ended = false;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        source.pause();
        source.on('data', (chunk: Buffer) => {
          if (ended) return;
          controller.enqueue(chunk);
          if ((controller.desiredSize ?? 0) <= 0) source.pause();
        });
        source.on('end', () => finish(() => controller.close()));
        source.on('error', (error) => finish(() => controller.error(error)));
        source.on('close', () => finish(() => controller.error(new Error('The connection closed before the end'))));
      },
      pull() {
        source.resume();
      },
      cancel() {
        ended = true;
        cancelled();
      },
    },
    { highWaterMark: heldBytes, size: (chunk) => chunk?.byteLength ?? 0 },
  );

  function finish(how: () => void): void {
    if (ended) return;
    ended = true;
    how();
  }
}

/**
 * Writes a web stream into a Node stream as fast as it takes it, and leaves it open. When the taker closes early, the
 * body is cancelled and the answer is false. Throws what the body throws.
 */
export async function pour(body: ReadableStream<Uint8Array>, into: Writable): Promise<boolean> {
  const reader = body.getReader();
  let wake: (() => void) | undefined;
  let closed = into.destroyed;
  const onClose = (): void => {
    closed = true;
    wake?.();
    // A pending read then answers that it is done.
    reader.cancel(new Error('The connection closed')).catch(() => undefined);
  };
  const onDrain = (): void => wake?.();
  into.once('close', onClose);
  into.on('drain', onDrain);
  if (closed) onClose();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (closed) return false;
      if (done) return true;
      if (!into.write(value)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    into.off('close', onClose);
    into.off('drain', onDrain);
  }
}
