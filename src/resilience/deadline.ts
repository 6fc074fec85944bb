import type { Clock } from '../kit/index.ts';

export interface DeadlineOptions {
  /** Milliseconds from now. */
  readonly ms: number;
  /** The caller's own: when it aborts, so does the task, with its reason. */
  readonly signal?: AbortSignal | undefined;
  readonly clock: Clock;
  /** Makes the error that is thrown when the time is over. */
  readonly late: () => Error;
}

/**
 * Runs a task that must be done in time. Its signal aborts when the time is over or the caller goes; a task that
 * does not listen is left behind. Once the task is done the time no longer matters, but the caller's abort is
 * still passed on: the body of an answer may flow for hours.
 */
export async function withDeadline<Result>(
  task: (signal: AbortSignal) => Promise<Result>,
  { ms, signal, clock, late }: DeadlineOptions,
): Promise<Result> {
  signal?.throwIfAborted();
  const overtime = new AbortController();
  const done = new AbortController();
  const both = signal === undefined ? overtime.signal : AbortSignal.any([signal, overtime.signal]);
  clock.sleep(Math.max(0, ms), done.signal).then(
    () => overtime.abort(late()),
    () => undefined,
  );
  try {
    return await Promise.race([task(both), rejectedBy(both, done.signal)]);
  } finally {
    done.abort();
  }
}

function rejectedBy(signal: AbortSignal, done: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    done.addEventListener('abort', () => signal.removeEventListener('abort', abort), { once: true });
  });
}
