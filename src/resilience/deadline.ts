import { type Clock, unlessAborted } from '../kit/index.ts';

export interface DeadlineOptions<Result = unknown> {
  /** Milliseconds from now. */
  readonly ms: number;
  /** The caller's own: when it aborts, so does the task, with its reason. */
  readonly signal?: AbortSignal | undefined;
  readonly clock: Clock;
  /** When something last moved, on the clock's monotonic time: the time is counted from there while it does. */
  readonly since?: (() => number) | undefined;
  /** Makes the error that is thrown when the time is over. */
  readonly late: () => Error;
  /** Gets what a task that was left behind yields after all, if that holds something to let go of. */
  readonly unwanted?: ((result: Result) => void) | undefined;
}

/**
 * Runs a task that must be done in time. Its signal aborts when the time is over or the caller goes; a task that
 * does not listen is left behind. Once the task is done the time no longer matters, but the caller's abort is
 * still passed on: the body of an answer may flow for hours.
 */
export async function withDeadline<Result>(
  task: (signal: AbortSignal) => Promise<Result>,
  { ms, signal, clock, since, late, unwanted }: DeadlineOptions<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const overtime = new AbortController();
  const done = new AbortController();
  const both = signal === undefined ? overtime.signal : AbortSignal.any([signal, overtime.signal]);
  timeIsOver({ ms, clock, since, signal: done.signal }).then(
    () => overtime.abort(late()),
    () => undefined,
  );
  const running = task(both);
  try {
    return await unlessAborted(running, both);
  } catch (error) {
    running.then(unwanted, () => undefined);
    throw error;
  } finally {
    done.abort();
  }
}

async function timeIsOver({
  ms,
  clock,
  since,
  signal,
}: Pick<DeadlineOptions, 'ms' | 'clock' | 'since'> & { readonly signal: AbortSignal }): Promise<void> {
  for (let left = Math.max(0, ms); left >= 0; left = since === undefined ? -1 : since() + ms - clock.monotonic()) {
    // A timer may fire a little early.
    await clock.sleep(Math.ceil(left) + (since === undefined ? 0 : 1), signal);
  }
}
