import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { condition, onAbort, systemClock, unlessAborted } from './index.ts';

suite('waiting for something that somebody else changes', () => {
  test('whoever waits for more than the first change brings is woken by the one that brings it', async () => {
    const change = fc.integer({ min: 1, max: 5 });
    const waiter = fc.record({ wants: fc.nat(40), joins: fc.nat(12), leaves: fc.option(fc.nat(12)) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), fc.array(waiter, { maxLength: 8 }), async (by, waiters) => {
        const changed = condition();
        let level = 0;
        const outcomes = waiters.map(() => 'waits');
        const leavers: (AbortController | undefined)[] = [];
        for (let step = 0; step <= 12; step += 1) {
          const amount = by[step];
          if (amount !== undefined) {
            level += amount;
            changed.notify();
          }
          for (const [at, { wants, joins, leaves }] of waiters.entries()) {
            if (joins !== step) continue;
            const leaver = new AbortController();
            if (leaves !== null && leaves <= step) leaver.abort();
            leavers[at] = leaver;
            changed
              .until(() => level >= wants, leaver.signal)
              .then(
                () => (outcomes[at] = `held at ${level}`),
                () => (outcomes[at] = 'left'),
              );
          }
          for (const [at, { leaves }] of waiters.entries()) if (leaves === step) leavers[at]?.abort();
          await Promise.resolve().then(() => undefined);
          for (const [at, { wants, joins, leaves }] of waiters.entries()) {
            if (step < joins) {
              assert.equal(outcomes[at], 'waits');
              continue;
            }
            const isOver = leaves !== null && leaves <= step;
            if (level < wants) assert.equal(outcomes[at], isOver ? 'left' : 'waits');
            else assert.notEqual(outcomes[at], 'waits');
          }
        }
        assert.equal(changed.waiting, outcomes.filter((outcome) => outcome === 'waits').length);
      }),
      { seed: 9, numRuns: 500 },
    );
  });

  test('who is called may call, wait and leave in turn', async () => {
    const changed = condition();
    let round = 0;
    const first = changed.until(() => round >= 1).then(() => changed.until(() => round >= 3));
    const second = changed.until(() => {
      if (round === 1) {
        round = 2;
        changed.notify();
      }
      return round >= 2;
    });
    round = 1;
    changed.notify();
    await second;
    round = 3;
    changed.notify();
    await first;
    assert.equal(changed.waiting, 0);
  });

  test('what is looked at and throws ends the wait with that', async () => {
    const changed = condition();
    let failure: Error | undefined;
    const wait = changed.until(() => {
      if (failure !== undefined) throw failure;
      return false;
    });
    failure = new Error('broken');
    changed.notify();
    await assert.rejects(wait, failure);
    assert.equal(changed.waiting, 0);
  });
});

suite('a signal that aborts', () => {
  test('before anybody listens is heard all the same', async () => {
    const gone = AbortSignal.abort(new Error('gone'));
    let calls = 0;
    onAbort(gone, () => {
      calls += 1;
    });
    assert.equal(calls, 1);
    await assert.rejects(unlessAborted(new Promise(() => undefined), gone), /gone/);
    await assert.rejects(
      condition().until(() => false, gone),
      /gone/,
    );
  });

  test('has no listener left once a wait is over', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
      listeners += 1;
      addEventListener.apply(signal, given);
    };
    signal.removeEventListener = (...given: Parameters<typeof removeEventListener>) => {
      listeners -= 1;
      removeEventListener.apply(signal, given);
    };
    const changed = condition();
    let holds = false;
    const wait = changed.until(() => holds, signal);
    holds = true;
    changed.notify();
    await wait;
    await changed.until(() => true, signal);
    await unlessAborted(Promise.resolve(), signal);
    await unlessAborted(Promise.reject(new Error('no')), signal).catch(() => undefined);
    await systemClock.sleep(0, signal);
    assert.equal(listeners, 0);
  });
});

test('a sleep of longer than a timer can hold is not over at once', async () => {
  const end = new AbortController();
  let isOver = false;
  const asleep = systemClock.sleep(2 ** 31, end.signal).then(
    () => {
      isOver = true;
    },
    () => undefined,
  );
  await systemClock.sleep(5);
  end.abort();
  await asleep;
  assert.equal(isOver, false);
});
