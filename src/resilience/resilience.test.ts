import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Clock, seededRandom } from '../kit/index.ts';
import { withDeadline, withRetries } from './index.ts';

/** Time that passes only when somebody sleeps, and then at once; `slept` keeps the lengths. */
function quickClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  let now = 0;
  return {
    slept,
    now: () => now,
    monotonic: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
}

/** Time that stands still; a sleep ends only by its signal. */
const stillClock: Clock = {
  now: () => 0,
  monotonic: () => 0,
  sleep: (_, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true })),
};

const late = () => new Error('late');

test('a task that is done in time is not touched', async () => {
  let seen: AbortSignal | undefined;
  const options = { ms: 10, clock: stillClock, late };
  const result = await withDeadline(async (signal) => {
    seen = signal;
    return 7;
  }, options);
  assert.deepEqual([result, seen?.aborted], [7, false]);
});

test('a task that does not listen is left behind when its time is over, and told', async () => {
  let seen: AbortSignal | undefined;
  const never = (signal: AbortSignal) => {
    seen = signal;
    return new Promise<never>(() => undefined);
  };
  await assert.rejects(withDeadline(never, { ms: 10, clock: quickClock(), late }), /late/);
  assert.match(String(seen?.reason), /late/);
});

test("the caller's abort is passed on with its reason, also after the task is done", async () => {
  const caller = new AbortController();
  const reason = new Error('gone');
  const { signal } = caller;
  let seen: AbortSignal | undefined;
  const options = { ms: 10, signal, clock: stillClock, late };
  await withDeadline(async (both) => {
    seen = both;
  }, options);
  const waiting = withDeadline(() => new Promise<never>(() => undefined), options);
  caller.abort(reason);
  await assert.rejects(waiting, reason);
  assert.equal(seen?.reason, reason);
  await assert.rejects(
    withDeadline(async () => 1, options),
    reason,
  );
});

function retrying(leftMs: number, clock: Clock, again = (_: unknown) => true) {
  const signal = new AbortController().signal;
  const random = seededRandom(1);
  return { again, attempts: 5, firstMs: 100, longestMs: 400, signal, leftMs: () => leftMs, clock, random };
}

test('waits grow, are spread over their upper half, and end with the attempts', async () => {
  const clock = quickClock();
  let attempts = 0;
  const failing = async () => {
    attempts++;
    throw new Error(`attempt ${attempts}`);
  };
  await assert.rejects(withRetries(failing, retrying(60_000, clock)), /attempt 5/);
  assert.equal(clock.slept.length, 4);
  for (const [index, full] of [100, 200, 400, 400].entries()) {
    const wait = clock.slept[index] ?? 0;
    assert.ok(wait >= full / 2 && wait <= full, `${wait} of ${full}`);
  }
});

test('what is not worth another attempt, or has no time for one, is thrown at once', async () => {
  const clock = quickClock();
  const failing = async () => {
    throw new Error('no');
  };
  await assert.rejects(
    withRetries(
      failing,
      retrying(60_000, clock, () => false),
    ),
    /no/,
  );
  await assert.rejects(withRetries(failing, retrying(10, clock)), /no/);
  assert.deepEqual(clock.slept, []);
});

test('the attempt that works ends it', async () => {
  let attempts = 0;
  const second = async () => {
    attempts++;
    if (attempts < 2) throw new Error('no');
    return attempts;
  };
  assert.equal(await withRetries(second, retrying(60_000, quickClock())), 2);
});
