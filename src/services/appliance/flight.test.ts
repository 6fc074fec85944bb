import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { BijouError, type Clock, hasCode, seededRandom } from '../../kit/index.ts';
import { generatedBytes } from './fixtures.test.ts';
import { type Flight, startFlight } from './flight.ts';
import type { FileFacts, Origin } from './origin.ts';

const stallMs = 10_000;
const mostBytes = 400;
const facts: FileFacts = { size: mostBytes, contentType: 'video/mp4', etag: '"1"', lastModified: undefined };
const content = generatedBytes(mostBytes);

/** What happens at the origin next. */
type Arrival = { readonly bytes: number } | 'breaks' | 'ends early' | 'stalls' | 'refuses';

interface Waiter {
  readonly offset: number;
  /** Before which arrival he comes, and before which he goes again. */
  readonly joins: number;
  readonly leaves: number | null;
}

/** An origin, and a clock, that do what they are told when they are told. */
function tower() {
  let answer: ReadableStreamDefaultController<Uint8Array> | undefined;
  let refuse: ((error: unknown) => void) | undefined;
  let at = 0;
  const stalls = new Set<() => void>();
  const origin: Origin = {
    head: () => Promise.reject(new Error('nobody asks')),
    read: (_, { first }) =>
      new Promise((resolve, reject) => {
        at = first;
        refuse = reject;
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            answer = controller;
          },
        });
        resolve({ facts, first, body });
      }),
  };
  const clock: Clock = {
    now: () => 0,
    monotonic: () => 0,
    sleep: (ms, signal) => {
      if (ms !== stallMs) return Promise.resolve();
      return new Promise((resolve, reject) => {
        stalls.add(resolve);
        signal?.addEventListener('abort', () => {
          stalls.delete(resolve);
          reject(signal.reason);
        });
      });
    },
  };
  async function happen(arrival: Arrival): Promise<void> {
    try {
      if (typeof arrival === 'object') {
        const piece = content.subarray(at, at + arrival.bytes);
        at += piece.length;
        answer?.enqueue(new Uint8Array(piece));
      } else if (arrival === 'breaks') answer?.error(new Error('the origin broke'));
      else if (arrival === 'ends early') answer?.close();
      else if (arrival === 'refuses') {
        const gone = { code: 'studio.no-such-media', status: 404, retry: 'never', sentence: '', details: {} } as const;
        refuse?.(new BijouError(gone));
        answer?.error(new BijouError(gone));
      } else
        for (let looks = 0; looks < 2; looks += 1) {
          for (const wake of [...stalls]) wake();
          await settled();
        }
    } catch {
      // The body has ended already.
    }
    await settled();
  }
  return { origin, clock, happen };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Outcome {
  readonly is: 'there' | 'failed' | 'left' | 'beyond';
  readonly filled: number;
}

async function fly(options: { sliceBytes: number; index: number; arrivals: readonly Arrival[]; waiters: Waiter[] }) {
  const { sliceBytes, index, arrivals, waiters } = options;
  const { origin, clock, happen } = tower();
  let ended: { readonly failure: unknown } | undefined;
  const flight: Flight = startFlight({
    path: 'film',
    index,
    sliceBytes,
    facts: undefined,
    origin,
    clock,
    random: seededRandom(1),
    stallMs,
    turn: (task) => task(),
    onBytes: () => undefined,
    onFetch: () => undefined,
    onEnd: (_, failure) => {
      ended = { failure };
    },
  });
  const outcomes = waiters.map((): Outcome | undefined => undefined);
  const leavers = waiters.map(() => new AbortController());
  const length = Math.max(0, Math.min(sliceBytes, mostBytes - index * sliceBytes));

  function come(at: number, { offset }: Waiter): void {
    const { signal } = leavers[at] as AbortController;
    flight.join();
    const tell = (is: Outcome['is']): void => {
      outcomes[at] = { is, filled: flight.filled };
    };
    flight
      .reached(offset, signal)
      .then(
        () => tell('there'),
        (error) => tell(signal.aborted ? 'left' : error instanceof RangeError ? 'beyond' : 'failed'),
      )
      .finally(() => flight.leave());
  }

  function judge(step: number): void {
    for (const [at, { offset, joins }] of waiters.entries()) {
      const outcome = outcomes[at];
      const hasLeft = leavers[at]?.signal.aborted === true;
      if (joins > step) assert.equal(outcome, undefined);
      else if (outcome !== undefined) {
        if (outcome.is === 'there') assert.ok(outcome.filled > offset);
        if (outcome.is === 'left') assert.ok(hasLeft);
        if (outcome.is === 'failed') assert.ok(ended?.failure !== undefined && flight.filled <= offset);
        if (outcome.is === 'beyond') assert.ok(ended !== undefined && offset >= length);
      } else {
        assert.ok(flight.filled <= offset, `byte ${offset} of ${flight.filled} is there, and nobody was told`);
        assert.ok(!hasLeft, 'whoever goes is let go');
        assert.equal(ended, undefined, 'nobody waits for a flight that has ended');
      }
    }
    assert.ok(
      flight.bytes.subarray(0, flight.filled).equals(content.subarray(index * sliceBytes).subarray(0, flight.filled)),
    );
  }

  for (let step = 0; step <= arrivals.length; step += 1) {
    for (const [at, waiter] of waiters.entries()) {
      if (waiter.leaves !== null && waiter.leaves === step) leavers[at]?.abort(new Error('gone'));
      if (waiter.joins === step) come(at, waiter);
    }
    await settled();
    judge(step);
    const arrival = arrivals[step];
    if (arrival !== undefined) await happen(arrival);
    judge(step);
  }
  // What is left arrives, so that nobody need wait any longer.
  for (let rest = 0; rest < 3; rest += 1) await happen({ bytes: mostBytes });
  judge(arrivals.length);
  assert.ok(ended !== undefined, 'it ends');
  assert.ok(
    outcomes.every((outcome) => outcome !== undefined),
    'every wait ends',
  );
  if (ended.failure === undefined) assert.equal(flight.filled, length);
  flight.leave();
}

suite('a slice on its way', () => {
  test('every byte that anybody waits for is told to be there as soon as it is, or that it never will be', async () => {
    const arrival = fc.oneof(
      { weight: 6, arbitrary: fc.record({ bytes: fc.integer({ min: 1, max: 120 }) }) },
      { weight: 1, arbitrary: fc.constantFrom<Arrival>('breaks', 'ends early', 'stalls', 'refuses') },
    );
    const waiter = fc.record({
      offset: fc.nat(mostBytes + 20),
      joins: fc.nat(10),
      leaves: fc.option(fc.nat(10), { freq: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: mostBytes }),
        fc.nat(1),
        fc.array(arrival, { maxLength: 10 }),
        fc.array(waiter, { minLength: 1, maxLength: 6 }),
        async (sliceBytes, index, arrivals, waiters) => {
          await fly({
            sliceBytes,
            index: index * sliceBytes < mostBytes ? index : 0,
            arrivals,
            waiters: waiters.map((one) => ({ ...one, joins: Math.min(one.joins, arrivals.length) })),
          });
        },
      ),
      { seed: 3, numRuns: 400 },
    );
  });

  test('its last reader lets go of its turn, even in the moment in which the origin answers', async () => {
    const { origin, clock } = tower();
    for (let delay = 0; delay < 8; delay += 1) {
      let turnIsOver = false;
      const flight = startFlight({
        path: 'film',
        index: 0,
        sliceBytes: 100,
        facts: undefined,
        origin: {
          ...origin,
          // Its body never says a word, and hears of no signal.
          read: async () => {
            later(delay, () => flight.leave());
            return { facts, first: 0, body: new ReadableStream({}) };
          },
        },
        clock,
        random: seededRandom(1),
        stallMs,
        turn: (task) => task().finally(() => (turnIsOver = true)),
        onBytes: () => undefined,
        onFetch: () => undefined,
        onEnd: (_, failure) => assert.ok(hasCode(failure, 'appliance.origin-unavailable')),
      });
      await settled();
      await settled();
      assert.ok(turnIsOver, `after ${delay} turns`);
    }
  });
});

/** Calls after so many microtasks. */
function later(microtasks: number, call: () => void): void {
  if (microtasks === 0) call();
  else queueMicrotask(() => later(microtasks - 1, call));
}
