import { errorAnswer } from '../../contracts/index.ts';
import { gatewayErrors } from './errors.ts';

/** Answers that have no end of their own: they would keep a door that closes waiting for as long as it may. */
export interface EventStreams {
  /**
   * The same answer; a stream of events is ended with the others. Whose it is counts, and is asked of streams alone: one who has too many open gets
   * `gateway.too-many-streams`.
   */
  watch(answer: Response, whoseIsIt: () => string): Response;
  endAll(): void;
}

/** As many tabs and windows as one may forget open. Each costs the studio a listener. */
const mostOpen = 100;

export function eventStreams(): EventStreams {
  const ends = new Set<() => void>();
  const open = new Map<string, number>();

  return {
    watch(answer, whoseIsIt) {
      const { body } = answer;
      if (body === null || !answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer;
      const whose = whoseIsIt();
      const already = open.get(whose) ?? 0;
      if (already >= mostOpen) {
        body.cancel().catch(() => undefined);
        return errorAnswer(gatewayErrors.error('gateway.too-many-streams', { most: mostOpen }));
      }
      open.set(whose, already + 1);
      return new Response(
        endable(body, () => countDown(whose)),
        answer,
      );
    },
    endAll() {
      for (const end of ends) end();
    },
  };

  function countDown(whose: string): void {
    const left = (open.get(whose) ?? 1) - 1;
    if (left > 0) open.set(whose, left);
    else open.delete(whose);
  }

  function endable(body: ReadableStream<Uint8Array>, left: () => void): ReadableStream<Uint8Array> {
    const reader = body.getReader();
    const leave = (): void => {
      if (ends.delete(end)) left();
    };
    let close: () => void = () => undefined;
    function end(): void {
      leave();
      close();
      reader.cancel().catch(() => undefined);
    }
    return new ReadableStream<Uint8Array>(
      {
        start(controller) {
          let closed = false;
          close = () => {
            if (!closed) controller.close();
            closed = true;
          };
          ends.add(end);
        },
        async pull(controller) {
          const { done, value } = await reader.read().catch((error: unknown) => {
            leave();
            throw error;
          });
          if (!done) return controller.enqueue(value);
          leave();
          close();
        },
        cancel(reason) {
          leave();
          return reader.cancel(reason);
        },
      },
      { highWaterMark: 0 },
    );
  }
}
