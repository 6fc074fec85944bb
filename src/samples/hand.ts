import { startWorker } from '../host/index.ts';
import { sampleErrors } from './errors.ts';
import type { Done, Task } from './studio-worker.ts';

/** A thread that draws: one task at a time. */
export interface Hand {
  ask(task: Task): Promise<Done>;
  /** Ends the thread; a task under way rejects. */
  stop(): Promise<void>;
}

export function startHand(film: string): Hand {
  const worker = startWorker(import.meta.url, './studio-worker', { workerData: { film } });
  worker.unref();
  let waiting: { resolve(done: Done): void; reject(error: unknown): void } | undefined;
  let broken: unknown;
  const fail = (why: string, cause?: unknown): void => {
    broken = sampleErrors.error('sample.drawing-failed', { why }, cause);
    waiting?.reject(broken);
    waiting = undefined;
  };
  worker.on('message', (done: Done) => {
    const asked = waiting;
    waiting = undefined;
    asked?.resolve(done);
  });
  worker.on('error', (error) => fail(String(error), error));
  worker.on('exit', () => fail('its thread ended'));
  return {
    ask(task) {
      if (broken !== undefined) return Promise.reject(broken);
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        worker.postMessage(task, task.kind === 'picture' ? [task.bytes.buffer] : []);
      });
    },
    async stop() {
      await worker.terminate();
    },
  };
}
