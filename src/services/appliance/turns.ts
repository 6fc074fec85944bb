import { onAbort } from '../../kit/index.ts';

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
        stopListening();
        resolve();
      }
      queue.add(called);
      const stopListening = onAbort(signal, () => {
        queue.delete(called);
        reject(signal.reason);
      });
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
