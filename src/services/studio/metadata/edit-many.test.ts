import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCode } from '../../../kit/index.ts';
import { context, newFolder, startRig } from '../testing/harness.ts';
import { addFilm } from '../testing/simulated-films.ts';

test('many titles are changed in one step: what is left out stays, genres come and go, episodes get numbers', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const ids = [];
  for (const shots of [1, 2, 3]) ids.push(await addFilm(rig, { shots }));
  const [first = '', second = '', third = ''] = ids;
  await calls.edit({ id: first, genres: ['Drama', 'War'], summary: 'Of one.' }, context());
  await calls.edit({ id: second, series: { name: 'Old', season: 4, episode: 7 } }, context());

  const changes = {
    year: 1999,
    series: { name: 'New', season: 2 },
    addGenres: ['drama', 'Comedy'],
    removeGenres: ['WAR'],
  };
  const { titles } = await calls.editMany({ ids, ...changes }, context('once'));
  const said = (id: string) => titles.find((title) => title.id === id)?.metadata;
  assert.deepEqual(said(first)?.genres, ['Drama', 'Comedy']);
  assert.deepEqual([said(first)?.summary, said(first)?.year], ['Of one.', 1999]);
  assert.deepEqual(said(first)?.series, { name: 'New', season: 2, episode: 8 });
  assert.deepEqual(said(second)?.series, { name: 'New', season: 2, episode: 7 });
  assert.deepEqual(said(third)?.series, { name: 'New', season: 2, episode: 9 });

  const none = await calls.editMany({ ids, year: null, series: null }, context());
  for (const { metadata } of none.titles) assert.deepEqual([metadata?.year, metadata?.series], [undefined, undefined]);
});

test('where one of them is not there, nothing has changed', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const id = await addFilm(rig, { shots: 1 });
  const missing = '01890000-0000-7000-8000-000000000000';
  await assert.rejects(calls.editMany({ ids: [id, missing], year: 1950 }, context()), (error) =>
    hasCode(error, 'studio.no-such-title'),
  );
  assert.equal((await calls.title({ id }, context())).metadata?.year, undefined);
});
