import type { Clock, Random } from '../../kit/index.ts';
import { BijouError, condition, onAbort, pauseAfter, unlessAborted } from '../../kit/index.ts';
import { applianceErrors } from './errors.ts';
import type { FileFacts, Origin } from './origin.ts';

/** A slice on its way here: fetched once, however many wait for it, and readable as it fills. */
export interface Flight {
  readonly path: string;
  readonly index: number;
  /** Resolves once the origin has told them. Never an unhandled rejection. */
  readonly facts: Promise<FileFacts>;
  /** The slice's memory; only the first `filled` bytes are there yet. Empty until the facts are. */
  readonly bytes: Buffer;
  readonly filled: number;
  /** Of the file that it brings; undefined until the facts are there. */
  readonly etag: string | undefined;
  /** Counts one more who needs it. */
  join(): void;
  /** Counts one less. The last to leave an unfinished flight ends it. */
  leave(): void;
  /** Resolves once more than `offset` bytes are there. Rejects with the flight's failure or the signal's reason. */
  reached(offset: number, signal: AbortSignal): Promise<void>;
  /** Ends it, whoever waits. */
  abandon(): void;
}

export interface FlightOptions {
  readonly path: string;
  readonly index: number;
  readonly sliceBytes: number;
  /** What is known already; then an answer of another ETag is a failure. */
  readonly facts: FileFacts | undefined;
  readonly origin: Origin;
  readonly clock: Clock;
  readonly random: Random;
  readonly stallMs: number;
  /** The whole slice, where it was kept earlier; asked only where the facts are known. */
  kept?(): Promise<Buffer | undefined>;
  /** Runs `task` when it is this flight's turn. */
  readonly turn: (task: () => Promise<void>, signal: AbortSignal) => Promise<void>;
  onBytes(count: number): void;
  onFetch(): void;
  /** Called once; with an error where it failed. */
  onEnd(flight: Flight, failure: unknown): void;
}

/** Attempts in a row that may bring nothing, and the pauses between them. */
const maxBarrenAttempts = 4;
const pauses = { firstMs: 50, longestMs: 1_000 };

/** Starts fetching; the caller has joined already. */
export function startFlight(options: FlightOptions): Flight {
  const { path, index, sliceBytes, origin, clock } = options;
  const signalled = new AbortController();
  const start = index * sliceBytes;
  const known = Promise.withResolvers<FileFacts>();
  known.promise.catch(() => undefined);
  const progress = condition();
  let facts: FileFacts | undefined;
  let bytes: Buffer = Buffer.alloc(0);
  let filled = 0;
  let users = 1;
  let state: 'under way' | 'done' | 'failed' = 'under way';
  let failure: unknown;

  function learn(told: FileFacts): void {
    if (facts !== undefined && facts.etag !== told.etag) throw applianceErrors.error('appliance.changed');
    if (facts !== undefined) return;
    facts = told;
    // Not from Node's pool: a slice that is kept must not keep a stranger's memory with it.
    bytes = Buffer.allocUnsafeSlow(Math.max(0, Math.min(sliceBytes, told.size - start)));
    known.resolve(told);
  }

  /** Throws where it never will be. */
  function isThere(offset: number): boolean {
    if (filled > offset) return true;
    if (state === 'failed') throw failure;
    if (state === 'done') throw new RangeError(`A slice of ${bytes.length} bytes has no byte ${offset}`);
    return false;
  }

  function end(error?: unknown): void {
    if (state !== 'under way') return;
    state = error === undefined ? 'done' : 'failed';
    failure = error;
    if (error !== undefined) known.reject(error);
    progress.notify();
    options.onEnd(flight, error);
  }

  async function fetchRest(signal: AbortSignal): Promise<void> {
    options.onFetch();
    const from = start + filled;
    const last = facts === undefined ? start + sliceBytes - 1 : start + bytes.length - 1;
    const asked = origin.read(path, { first: from, last }, signal);
    const answer = await unlessAborted(asked, signal).catch((error: unknown) => {
      // An answer that comes after all is not wanted any more.
      asked.then(({ body }) => body.cancel()).catch(() => undefined);
      throw error;
    });
    const reader = answer.body.getReader();
    // A body that comes from this process may not listen to the signal.
    const cancel = (): void => void reader.cancel().catch(() => undefined);
    const stopListening = onAbort(signal, cancel);
    try {
      learn(answer.facts);
      let skip = from - answer.first;
      while (filled < bytes.length) {
        const { done, value } = await reader.read();
        signal.throwIfAborted();
        if (done) throw applianceErrors.error('appliance.origin-answer', { why: 'it ended early' });
        options.onBytes(value.length);
        const usable = value.subarray(skip, skip + bytes.length - filled);
        skip = Math.max(0, skip - value.length);
        bytes.set(usable, filled);
        filled += usable.length;
        if (usable.length > 0) progress.notify();
      }
    } finally {
      stopListening();
      cancel();
    }
  }

  /** One attempt, broken off where no byte comes for a while. */
  async function attempt(): Promise<void> {
    const stalled = new AbortController();
    const signal = AbortSignal.any([signalled.signal, stalled.signal]);
    const over = new AbortController();
    void watch(stalled, over.signal);
    try {
      await fetchRest(signal);
    } catch (error) {
      throw stalled.signal.aborted ? stalled.signal.reason : error;
    } finally {
      over.abort();
    }
  }

  async function watch(stalled: AbortController, over: AbortSignal): Promise<void> {
    try {
      for (let seen = -1; seen !== filled; ) {
        seen = filled;
        await clock.sleep(options.stallMs, over);
      }
      stalled.abort(applianceErrors.error('appliance.origin-answer', { why: 'it stalled' }));
    } catch {
      // The attempt is over.
    }
  }

  async function fetchAll(): Promise<void> {
    const kept = facts === undefined ? undefined : await options.kept?.();
    if (kept !== undefined && kept.length === bytes.length) {
      bytes = kept;
      filled = kept.length;
      return;
    }
    for (let barren = 0; ; ) {
      const before = filled;
      try {
        return await attempt();
      } catch (error) {
        barren = filled > before ? 1 : barren + 1;
        if (signalled.signal.aborted || !mayHelp(error) || barren >= maxBarrenAttempts) throw error;
        const pause = pauseAfter(barren, pauses) * (0.5 + options.random.float());
        await clock.sleep(pause, signalled.signal);
      }
    }
  }

  function abandon(): void {
    if (state !== 'under way') return;
    const reason = applianceErrors.error('appliance.origin-unavailable');
    signalled.abort(reason);
    end(reason);
  }

  const flight: Flight = {
    path,
    index,
    facts: known.promise,
    get etag() {
      return facts?.etag;
    },
    get bytes() {
      return bytes;
    },
    get filled() {
      return filled;
    },
    join() {
      users += 1;
    },
    leave() {
      users -= 1;
      if (users === 0) abandon();
    },
    abandon,
    reached(offset, signal) {
      return progress.until(() => isThere(offset), signal);
    },
  };
  if (options.facts !== undefined) learn(options.facts);
  options.turn(fetchAll, signalled.signal).then(() => end(), end);
  return flight;
}

function mayHelp(error: unknown): boolean {
  if (!(error instanceof BijouError)) return true;
  return error.retry === 'transient' && error.code !== 'appliance.changed';
}
