import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCode } from '../../../kit/index.ts';
import { allKeys, context, newFolder, startRig, until } from '../testing/harness.ts';
import { addFilm } from '../testing/simulated-films.ts';
import { clearShelf } from './shelf.ts';

const day = 86_400_000;

test('what was removed stands on the shelf for its time, the last removed first, and then goes', async (t) => {
  const rig = await startRig(t, await newFolder(t), { config: { keepRemovedMs: 30 * day } });
  const { calls } = rig.studio.implementation;
  const [first, second] = [await addFilm(rig, { shots: 1 }), await addFilm(rig, { shots: 2 })];
  const shelf = async () => (await calls.removed({ limit: 10 }, context())).titles;
  await calls.remove({ id: first, now: false }, context());
  rig.clock.forward(day);
  await calls.remove({ id: second, now: false }, context());
  const [last, before] = await shelf();
  assert.deepEqual([last?.id, before?.id], [second, first]);
  assert.ok(last !== undefined && last.bytes > 0 && last.why === undefined);
  assert.equal(Date.parse(last.goesAt) - Date.parse(last.removedAt), 30 * day);

  await addFilm(rig, { shots: 2 });
  assert.match((await shelf())[0]?.why ?? '', /added again/);
  assert.equal((await calls.restore({ id: first }, context())).id, first);
  assert.deepEqual(
    (await shelf()).map(({ id }) => id),
    [second],
  );
  rig.clock.forward(31 * day);
  assert.deepEqual(await shelf(), []);
  await assert.rejects(
    until('it is gone', () => calls.restore({ id: second }, context()).then(() => false)),
    (error) => hasCode(error, 'studio.no-such-title') || hasCode(error, 'studio.gone'),
  );
});

test('where the disk needs room the shelf is cleared, the oldest first, but for what an address can still ask for', async (t) => {
  const urlTtlSeconds = 3600;
  const rig = await startRig(t, await newFolder(t), { config: { urlTtlSeconds, keepRemovedMs: 30 * day } });
  const { calls } = rig.studio.implementation;
  const [first, second] = [await addFilm(rig, { shots: 1 }), await addFilm(rig, { shots: 2 })];
  await calls.remove({ id: first, now: false }, context());
  assert.equal(await clearShelf(rig.inner), false, 'somebody may still be watching it');
  rig.clock.forward(2 * urlTtlSeconds * 1000);
  await calls.remove({ id: second, now: false }, context());
  assert.equal(await clearShelf(rig.inner), true);
  assert.equal(await clearShelf(rig.inner), false);
  await until('its files are gone', async () => (await allKeys(rig.objects)).length === 1);
  const { titles } = await calls.removed({ limit: 10 }, context());
  assert.deepEqual(
    titles.map(({ id }) => id),
    [second],
  );
  assert.equal((await calls.work({}, context())).troubles?.[0]?.code, 'studio.shelf-cleared');
});
