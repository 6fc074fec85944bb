/** Lets at most `limit` tasks run at once; the rest wait their turn in the order they came. */
export interface Turns {
  readonly free: boolean;
  /** Rejects with the signal's reason where it aborts before the turn has come. */
  run(task: () => Promise<void>, signal: AbortSignal): Promise<void>;
}

export function turns(limit: number): Turns {
  const queue = new Set<() => void>();
  let running = 0;

  function turn(signal: AbortSignal): Promise<void> {
    if (running < limit) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      function called(): void {
        signal.removeEventListener('abort', left);
        resolve();
      }
      function left(): void {
        queue.delete(called);
        reject(signal.reason);
      }
      queue.add(called);
      signal.addEventListener('abort', left, { once: true });
    });
  }

  function next(): void {
    for (const called of queue) {
      queue.delete(called);
      called();
      return;
    }
    running -= 1;
  }

  return {
    get free() {
      return running < limit;
    },
    async run(task, signal) {
      signal.throwIfAborted();
      await turn(signal);
      try {
        await task();
      } finally {
        next();
      }
    },
  };
}
