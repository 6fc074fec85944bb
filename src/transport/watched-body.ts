import type { Clock } from '../kit/index.ts';

export interface WatchedBody {
  readonly body: ReadableStream<Uint8Array>;
  /** When the last of it moved, on the clock's monotonic time. */
  readonly since: () => number;
}

/**
 * The same body, and when it last moved. An upload is answered when it is over, which may be in an hour: the time that
 * an answer may take counts from there, and a body that stands still for so long is given up.
 */
export function watchBody(body: ReadableStream<Uint8Array>, clock: Clock): WatchedBody {
  const reader = body.getReader();
  let at = clock.monotonic();
  const watched = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        at = clock.monotonic();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { body: watched, since: () => at };
}
