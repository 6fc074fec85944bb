// engines: dynamodb
// THROTTLE_SEED repeats a run's choices, BURSTS its number of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTransient, seededRandom, systemClock, systemRandom, toHex } from '../../../kit/index.ts';
import { retrySessions } from '../../../platform/engines/retry-sessions.ts';
import type { Sessions } from '../index.ts';
import { burstsBefore } from '../testing/bursts.ts';
import { adapter, optionsFor } from '../testing/dynamodb.ts';
import { openDynamodb } from './open.ts';

const bursts = Number(process.env.BURSTS ?? 20);

test(`${bursts} bursts of throttling and lost answers: no item is lost, and nothing is done twice`, async (t) => {
  const seed = Number(process.env.THROTTLE_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const random = seededRandom(seed);
  const { place, remove } = await adapter.newPlace();
  t.after(remove);
  // The table stands before the bursts begin.
  const truth = await adapter.open(place);
  t.after(() => truth.close());
  const before = await burstsBefore(optionsFor(place).endpoint ?? '', random);
  t.after(() => before.close());
  const options = { ...optionsFor(place), endpoint: before.endpoint };
  const open = async () =>
    retrySessions(await openDynamodb({ options, clock: systemClock, random: systemRandom }), {
      clock: systemClock,
      random: systemRandom,
    });
  const sessions = [await open(), await open()];
  t.after(() => Promise.all(sessions.map((each) => each.close())));

  let running = true;
  const told = { stored: 0, won: 0, taken: 0, gaveUp: 0 };
  const last = new Map<string, number>();
  const winners = new Map<string, number>();
  const takers = new Map<string, number>();
  const [one, other] = sessions as [Sessions, Sessions];
  const lanes = ['a', 'b', 'c'].map((lane) => count(one, lane));
  const contests = Promise.all([claimAndTake(one), claimAndTake(other)]);

  let longestMs = 0;
  for (let burst = 0; burst < bursts; burst += 1) {
    const stored = told.stored;
    before.burst(true);
    await systemClock.sleep(100 + random.float() * 400);
    before.burst(false);
    const ended = systemClock.now();
    for (const known = told.stored; told.stored === known; ) await systemClock.sleep(5);
    longestMs = Math.max(longestMs, systemClock.now() - ended);
    assert.ok(told.stored > stored);
  }
  running = false;
  await Promise.all([...lanes, contests]);

  let lost = 0;
  for (const [lane, n] of last) {
    const item = await truth.get({ partition: 'counts', key: lane });
    if ((item?.value as { readonly n: number } | undefined)?.n !== n) lost += 1;
  }
  const twice = [...winners.values(), ...takers.values()].filter((times) => times > 1).length;
  const faults = [...before.faults].map(([name, times]) => `${name} ${times}`).join(', ');
  t.diagnostic(`${told.stored} puts stored, ${told.won} claims won, ${told.taken} taken, ${told.gaveUp} given up on`);
  t.diagnostic(`faults: ${faults}`);
  t.diagnostic(`lost ${lost}, done twice ${twice}, longest until a put again ${longestMs} ms`);
  assert.equal(lost, 0);
  assert.equal(twice, 0);

  /** Puts the next number in the place of the last, as nobody else does: a put that is not stored was lost or done twice. */
  async function count(store: Sessions, key: string): Promise<void> {
    let version: string | undefined;
    for (let n = 0; running; n += 1) {
      const token = toHex(systemRandom.bytes(16));
      const condition = version === undefined ? 'absent' : { version };
      const put = await insist(() =>
        store.put({ partition: 'counts', key }, { n }, { if: condition, token, epoch: 0 }),
      );
      assert.ok(put.stored, `${key} ${n} was changed by nobody else, and yet it was`);
      version = put.version;
      last.set(key, n);
      told.stored += 1;
    }
  }

  /** Two processes' worth of claims for the same things, each of which only one may win, and only one may take. */
  async function claimAndTake(store: Sessions): Promise<void> {
    for (let n = 0; running; n += 1) {
      const at = { partition: 'claims', key: `k${n}` };
      const token = toHex(systemRandom.bytes(16));
      const put = await insist(() => store.put(at, { n }, { if: 'absent', token }));
      if (put.stored) {
        winners.set(at.key, (winners.get(at.key) ?? 0) + 1);
        told.won += 1;
        const good = { partition: 'good once', key: `k${n}` };
        await insist(() => store.put(good, n));
        for (const item of await Promise.all([insist(() => one.take(good)), insist(() => other.take(good))]))
          if (item !== undefined) {
            takers.set(good.key, (takers.get(good.key) ?? 0) + 1);
            told.taken += 1;
          }
      }
    }
  }

  /** As a caller who is told that the store is away, and asks once more with the same token. */
  async function insist<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!isTransient(error)) throw error;
        told.gaveUp += 1;
      }
    }
  }
});
