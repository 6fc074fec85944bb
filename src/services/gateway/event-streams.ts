/** Answers that have no end of their own: they would keep a door that closes waiting for as long as it may. */
export interface EventStreams {
  /** The same answer; a stream of events is ended with the others. */
  watch(answer: Response): Response;
  endAll(): void;
}

export function eventStreams(): EventStreams {
  const ends = new Set<() => void>();

  return {
    watch(answer) {
      const { body } = answer;
      if (body === null || !answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer;
      return new Response(endable(body), answer);
    },
    endAll() {
      for (const end of ends) end();
    },
  };

  function endable(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    const reader = body.getReader();
    const leave = (): void => void ends.delete(end);
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
          const { done, value } = await reader.read();
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
