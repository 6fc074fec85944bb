// engines: kafka
// What following promises, on a Kafka that stands for tests.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Log } from '../../engines/log/index.ts';
import { adapter } from '../../engines/log/testing/kafka.ts';
import { patient } from '../../engines/log/testing/rig.ts';
import { systemClock } from '../../kit/index.ts';
import { type Effects, happened, inFolder, inMarks, inTables, makeId, until } from './testing/rig.ts';

const keys = [...'abcdefgh'];

for (const [where, inSome] of [
  ['tables', inTables],
  ['marks', inMarks],
] as const) {
  async function opened(t: TestContext): Promise<Effects & { readonly log: Log; readonly another: Effects }> {
    const folder = await inFolder(t);
    const place = await adapter.newPlace();
    const [log, second] = [patient(await adapter.open(place)), patient(await adapter.open(place))];
    const effects = await inSome(t, { folder, log });
    const another = await inSome(t, { folder, log: second });
    t.after(() => Promise.all([log.close(), second.close()]));
    return { log, ...effects, another };
  }
  const said = (what: string) => `on Kafka, position in ${where}: ${what}`;
  const eventOf = (key: string, n: number, id = makeId()) => {
    const event = { id, type: happened.type, key, at: '2026-01-01T00:00:00.000Z', payload: { n } };
    return { key, value: JSON.stringify(event), kind: event.type };
  };

  test(said('what is told twice takes effect once, in order, whoever follows'), async (t) => {
    const { log, follow, effects, another } = await opened(t);
    follow();
    let told = 0;
    const tell = async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        told += 1;
        const event = eventOf(keys[told % keys.length] ?? '', told);
        await log.append('x', [event]);
        // As a relay does whose mark was lost.
        if (told % 3 === 0) await log.append('x', [event]);
      }
    };
    await tell(20);
    another.follow();
    await tell(40);
    await until(async () => (await effects()).length >= told);
    await systemClock.sleep(300);
    const found = await effects();
    assert.equal(found.length, told, 'none twice');
    for (const key of keys) {
      const numbers = found.filter((each) => each.startsWith(key)).map((each) => Number(each.slice(1)));
      assert.deepEqual(
        numbers,
        [...numbers].sort((a, b) => a - b),
      );
    }
  });

  test(
    said('what cannot be applied waits with all of its key, the others go on, and it is mended later'),
    async (t) => {
      const { log, follow, effects } = await opened(t);
      for (const [key, n] of [
        ['a', 1],
        ['poison', 2],
        ['poison', 3],
        ['b', 4],
      ] as const)
        await log.append('x', [eventOf(key, n)]);
      let broken = true;
      const follower = follow(({ payload }) =>
        broken && payload.n === 2 ? new TypeError('no such column') : undefined,
      );
      await until(async () => (await effects()).length === 2 && (await follower.deadLetters(9)).length === 2);
      assert.deepEqual(new Set(await effects()), new Set(['a1', 'b4']));
      broken = false;
      assert.deepEqual(await follower.retryDeadLetters(), { applied: 2, left: 0 });
      assert.deepEqual((await effects()).slice(2), ['poison2', 'poison3']);
      await log.append('x', [eventOf('poison', 5)]);
      await until(async () => (await effects()).includes('poison5'));
    },
  );
}

test('on Kafka: a reader that is set back to a moment reads again what was told from then on', async (t) => {
  const log = patient(await adapter.open(await adapter.newPlace()));
  t.after(() => log.close());
  await log.declare('x', { partitions: 1, keep: { what: 'everything' } });
  for (const value of ['before', 'and before']) await log.append('x', [{ key: 'k', value }]);
  await systemClock.sleep(50);
  const moment = systemClock.now();
  await systemClock.sleep(50);
  for (const value of ['after', 'and after']) await log.append('x', [{ key: 'k', value }]);
  const member = await log.join('x', 'reader');
  const [owned] = await member.claim();
  assert.ok(owned);
  const { end } = await log.bounds('x', 0);
  await member.mark(owned, end);
  await member.mark(owned, await log.offsetAt('x', { partition: 0, at: moment }));
  await member.leave();
  const next = await log.join('x', 'reader');
  let from: number | undefined;
  await until(async () => {
    [{ next: from } = { next: undefined }] = await next.claim();
    return from !== undefined;
  });
  const { records } = await log.read('x', { partition: 0, from: from ?? 0, limit: 9, waitMs: 1_000 });
  assert.deepEqual(
    records.map(({ value }) => value),
    ['after', 'and after'],
  );
});
