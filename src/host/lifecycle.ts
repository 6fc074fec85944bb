import { type Clock, sentenceOf } from '../kit/index.ts';
import type { Logger } from './logger.ts';

export interface Part<Started> {
  readonly start: () => Promise<Started>;
  readonly stop?: (started: Started) => Promise<void>;
  /** Milliseconds that stopping may take; then the next part is stopped. 5 s unless told otherwise. */
  readonly stopMs?: number;
}

/** What a process consists of: parts started in order, stopped in reverse. */
export interface Lifecycle {
  /** Starts a part. Throws what it throws; what was started before is then for `stop`. */
  start<Started>(name: string, part: Part<Started>): Promise<Started>;
  /** Stops every part, the last first. A part that fails or takes too long is logged and does not hold up the others. */
  stop(why: string): Promise<void>;
  /** Aborts when stopping begins. */
  readonly stopping: AbortSignal;
}

interface Running {
  readonly name: string;
  readonly stop: () => Promise<void>;
  readonly stopMs: number;
}

export function openLifecycle({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }): Lifecycle {
  const running: Running[] = [];
  const stopping = new AbortController();
  let stopped: Promise<void> | undefined;

  return {
    stopping: stopping.signal,
    async start(name, { start, stop, stopMs = 5_000 }) {
      stopping.signal.throwIfAborted();
      const began = clock.monotonic();
      const started = await start();
      const part = { name, stop: async () => stop?.(started), stopMs };
      // Stopping may have begun meanwhile, and would not see this part any more.
      if (stopping.signal.aborted) await stopPart(part);
      else running.push(part);
      stopping.signal.throwIfAborted();
      logger.debug('Started', { part: name, ms: Math.round(clock.monotonic() - began) });
      return started;
    },
    stop(why) {
      stopped ??= stopAll(why);
      return stopped;
    },
  };

  async function stopAll(why: string): Promise<void> {
    logger.info('Stopping', { why });
    stopping.abort(new Error(`Stopping: ${why}`));
    for (const part of running.reverse()) await stopPart(part);
    logger.info('Stopped');
  }

  async function stopPart({ name, stop, stopMs }: Running): Promise<void> {
    const done = new AbortController();
    const late = clock.sleep(stopMs, done.signal).then(
      () => logger.warn('A part did not stop in time', { part: name, ms: stopMs }),
      () => undefined,
    );
    const gone = stop().catch((error: unknown) => {
      logger.error('A part did not stop well', { part: name, error, why: sentenceOf(error) });
    });
    await Promise.race([gone, late]);
    done.abort();
  }
}

/** A terminal tells a whole group, and who started us tells it on: what comes so soon again is the same wish. */
const sameWishMs = 500;

/** What of `process` is listened to and done; tests give their own. */
export interface ProcessEvents {
  on(event: string, listener: (value: unknown) => void): unknown;
  off(event: string, listener: (value: unknown) => void): unknown;
  exit(code: number): void;
}

/**
 * Ties a lifecycle to its process: the first SIGINT, SIGTERM or SIGHUP stops it in order and exits with 0, the second
 * exits at once; what nobody caught is logged, then the process stops in order and exits with 1. The answer unties it.
 */
export function obeyProcess(
  lifecycle: Lifecycle,
  {
    process: events,
    logger,
    clock,
  }: { readonly process: ProcessEvents; readonly logger: Logger; readonly clock: Clock },
): () => void {
  let leftAt: number | undefined;
  const leave = (why: string, code: number): void => {
    if (leftAt !== undefined) {
      if (code !== 0 || clock.monotonic() - leftAt >= sameWishMs) events.exit(code === 0 ? 130 : code);
      return;
    }
    leftAt = clock.monotonic();
    lifecycle.stop(why).then(
      () => events.exit(code),
      () => events.exit(1),
    );
  };
  const fault = (error: unknown): void => {
    logger.error('A fault that nobody caught', { error });
    leave('a fault', 1);
  };
  const listeners: Readonly<Record<string, (value: unknown) => void>> = {
    SIGINT: () => leave('SIGINT', 0),
    SIGTERM: () => leave('SIGTERM', 0),
    SIGHUP: () => leave('SIGHUP', 0),
    uncaughtException: fault,
    unhandledRejection: fault,
  };
  for (const [event, listener] of Object.entries(listeners)) events.on(event, listener);
  return () => {
    for (const [event, listener] of Object.entries(listeners)) events.off(event, listener);
  };
}
