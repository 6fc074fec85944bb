import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { hasCode, idMaker, isoTime, systemClock, systemRandom } from '../../../kit/index.ts';
import type { Sql } from '../index.ts';
import { adapter } from '../testing/sqlite.ts';
import { forgetOldAnswers, makeOnce } from './answers.ts';
import { forgetEvents, makeTell, pendingEvents } from './outbox.ts';
import { advance, forgetSeenEvents, newOnes, position } from './positions.ts';

async function opened(t: TestContext): Promise<Sql<object>> {
  const place = await adapter.newPlace();
  const store = await adapter.open<object>(place, []);
  t.after(async () => {
    await store.close();
    await adapter.dropPlace(place);
  });
  return store;
}

test('events are told in order, those of undone transactions never, and each until it is forgotten', async (t) => {
  const store = await opened(t);
  const tell = makeTell({
    sql: store,
    makeId: idMaker(systemClock, systemRandom),
    clock: { ...systemClock, now: () => 1000 },
  });
  const event = (n: number) => ({ type: 'x.happened', topic: 'x', key: 'k', payload: { n } });
  await store.transaction((tx) => tell(tx, event(1)));
  await store
    .transaction(async (tx) => {
      await tell(tx, event(2));
      throw new Error('undone');
    })
    .catch(() => undefined);
  await store.transaction((tx) => tell(tx, { ...event(3), v: 2 }));
  const pending = await pendingEvents(store, 10);
  assert.deepEqual(
    pending.map(({ payload, v }) => [payload, v]),
    [
      [{ n: 1 }, 1],
      [{ n: 3 }, 2],
    ],
  );
  assert.equal(pending[0]?.at, isoTime(1000));
  assert.deepEqual(await pendingEvents(store, 1), pending.slice(0, 1));
  await forgetEvents(
    store,
    pending.slice(0, 1).map(({ id }) => id),
  );
  assert.deepEqual(await pendingEvents(store, 10), pending.slice(1));
});

test('a token is answered once, conflicts with another request, and is free again after 24 h', async (t) => {
  const store = await opened(t);
  let now = 1_000_000;
  let effects = 0;
  const once = makeOnce({ ...store, now: async () => now });
  const ask = (request: { readonly a: number; readonly b?: number }) =>
    store.transaction((tx) =>
      once(tx, { token: 't', request }, async () => {
        effects += 1;
        return { answer: effects };
      }),
    );
  assert.deepEqual(await ask({ a: 1, b: 2 }), { answer: 1 });
  assert.deepEqual(await ask({ b: 2, a: 1 }), { answer: 1 });
  await assert.rejects(ask({ a: 2 }), (error) => hasCode(error, 'request.token-conflict'));
  now += 25 * 3600 * 1000;
  assert.deepEqual(await ask({ a: 2 }), { answer: 2 });
  await forgetOldAnswers(store, now + 1);
  assert.deepEqual(await ask({ a: 3 }), { answer: 3 });
});

test('a failing effect stores no answer, so the token may be tried again', async (t) => {
  const store = await opened(t);
  const once = makeOnce(store);
  const key = { token: 't', request: null };
  const failing = store.transaction((tx) => once(tx, key, () => Promise.reject(new Error('no'))));
  await assert.rejects(failing, /no/);
  assert.equal(await store.transaction((tx) => once(tx, key, async () => 'yes')), 'yes');
});

test('a position moves on from where it is, of two who move it one does, and an event takes effect once', async (t) => {
  const store = await opened(t);
  const move = (partition: number, from: number, to: number) =>
    store.transaction((tx) => advance(store, tx, { topic: 'x', partition, from, to }));
  assert.equal(await position(store, 'x', 0), 0);
  assert.deepEqual(await Promise.all([move(0, 0, 5), move(0, 0, 4)]), [true, false]);
  assert.deepEqual([await move(0, 3, 9), await move(0, 5, 7), await move(1, 0, 9)], [false, true, true]);
  assert.deepEqual([await position(store, 'x', 0), await position(store, 'x', 1)], [7, 9]);
  const makeId = (now: number) => idMaker({ ...systemClock, now: () => now }, systemRandom)();
  const [old, young] = [makeId(1_700_000_000_000), makeId(1_700_000_000_001)];
  const see = async (id: string) => (await store.transaction((tx) => newOnes(tx, [id]))).includes(id);
  assert.deepEqual([await see(old), await see(young), await see(old)], [true, true, false]);
  await forgetSeenEvents(store, 1);
  assert.deepEqual([await see(young), await see(old)], [false, false], 'as old as that, and not older');
  await forgetSeenEvents(store, 0);
  assert.deepEqual([await see(young), await see(old)], [false, true]);
});
