import type { Clock } from '../kit/index.ts';
import type { Logger } from './logger.ts';

export interface Loop {
  /** Runs the task soon rather than at its time. */
  now(): void;
  /** Resolves once the signal has aborted and the task has ended. */
  readonly ended: Promise<void>;
}

/** Runs a task at once and then again and again, never twice at a time. What it throws is logged. */
export function startLoop(
  task: () => Promise<void>,
  options: {
    readonly clock: Clock;
    readonly logger: Logger;
    readonly signal: AbortSignal;
    /** Milliseconds from the end of one run to the next. */
    readonly everyMs: number | (() => number);
    readonly name: string;
  },
): Loop {
  const { clock, logger, signal, everyMs, name } = options;
  let asked = false;
  let woken = new AbortController();

  async function run(): Promise<void> {
    while (!signal.aborted) {
      asked = false;
      try {
        await task();
      } catch (error) {
        if (!signal.aborted) logger.error('a regular task failed; it runs again at its time', { task: name, error });
      }
      if (asked) continue;
      woken = new AbortController();
      const ms = typeof everyMs === 'number' ? everyMs : everyMs();
      await clock.sleep(ms, AbortSignal.any([signal, woken.signal])).catch(() => undefined);
    }
  }

  return {
    now() {
      asked = true;
      woken.abort();
    },
    ended: run(),
  };
}
