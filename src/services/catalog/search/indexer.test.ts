import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Index } from '../../../engines/index/index.ts';
import { trialIndex } from '../../../engines/index/trial/open.ts';
import type { AnyTables } from '../../../engines/sql/index.ts';
import { openDice, silentLogger } from '../../../host/index.ts';
import { seededRandom, systemClock, systemRandom } from '../../../kit/index.ts';
import { retryIndex } from '../../../platform/engines/retry-index.ts';
import { openTables } from '../../../platform/testing/open-tables.ts';
import { migrations } from '../index.ts';
import { context, described, makeId, openCatalog, type ToldTitle } from '../testing/rig.ts';
import { startIndexer } from './indexer.ts';
import { indexName } from './mapping.ts';

type Rig = Awaited<ReturnType<typeof openCatalog>>;
const common = { clock: systemClock, logger: silentLogger };

async function found({ calls }: Pick<Rig, 'calls'>, q: string): Promise<string[]> {
  return (await calls.titles({ limit: 100, q }, context)).titles.map(({ name }) => name);
}

test('a catalogue from before the index opens and finds everything again', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-catalog-'));
  const before = migrations.filter(({ name }) => name < '0040');
  const file = join(folder, 'catalog.sqlite');
  const old = await openTables<AnyTables>({ ...common, file, migrations: before, random: systemRandom });
  const id = makeId();
  const details = { name: 'Metropolis', genres: ['Drama'], people: [{ name: 'Fritz Lang', role: 'director' }] };
  const row = {
    ...{ id, name: 'Metropolis', added_at: '2026-01-01', place: `2026-01-01 ${id}`, duration_seconds: 60, height: 360 },
    ...{ version: 'v1', details: JSON.stringify(details), name_key: 'metropolis', index_version: 2 },
  };
  await old.db.insertInto('titles').values(row).execute();
  await old.db.insertInto('words').values({ word: 'metropolis', title: id, weight: 8 }).execute();
  await old.close();
  const rig = await openCatalog(t, { folder });
  await rig.settled();
  assert.deepEqual(await found(rig, 'metropls'), ['Metropolis']);
  assert.deepEqual(await found(rig, 'fritz'), ['Metropolis']);
  assert.deepEqual((await rig.calls.facets({}, context)).genres, [{ value: 'Drama', titles: 1 }]);
  assert.deepEqual(rig.readiness(), { ready: true });
});

test('an index that was lost, or has not what the titles are, is filled again', async (t) => {
  let rig = await openCatalog(t);
  for (const name of ['Metropolis', 'Nosferatu']) await rig.tell('title.encoded', described(makeId(), { name }));
  const reopened = async () => {
    rig = await openCatalog(t, { folder: rig.folder });
    await rig.settled();
    return [await found(rig, 'metropolis'), await found(rig, 'nosferatu')];
  };
  await rig.close();
  for (const more of ['', '-wal', '-shm']) await rm(join(rig.folder, `index.sqlite${more}`), { force: true });
  assert.deepEqual(await reopened(), [['Metropolis'], ['Nosferatu']]);
  const { hits } = await rig.index.search('titles', { limit: 1 });
  await rig.index.bulk('titles', [{ id: hits[0]?.id ?? '', version: 2 ** 50, document: undefined }]);
  await rig.close();
  assert.deepEqual(await reopened(), [['Metropolis'], ['Nosferatu']]);
});

test('while another generation is filled the one before answers, and what is removed meanwhile stays away', async (t) => {
  const first = await openCatalog(t);
  const [kept, gone] = [makeId(), makeId()];
  await first.tell('title.encoded', described(kept, { name: 'Metropolis' }));
  await first.tell('title.encoded', described(gone, { name: 'Nosferatu' }));
  // As an earlier release left it.
  const { index } = first;
  await index.create('titles-1', {
    fields: { name: { type: 'text' }, nameKey: { type: 'keyword' }, place: { type: 'keyword' } },
  });
  await index.bulk('titles-1', [{ id: kept, version: 1, document: { name: 'Metropolis, of old', place: 'x' } }]);
  await index.alias('titles', 'titles-1');
  await index.drop(indexName);
  await first.close();

  const held = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const around = (inner: Index): Index => ({
    ...inner,
    async bulk(name, operations) {
      reached.resolve();
      await held.promise;
      return inner.bulk(name, operations);
    },
  });
  const second = await openCatalog(t, { folder: first.folder, around });
  await reached.promise;
  assert.deepEqual(await found(second, 'old'), ['Metropolis']);
  const { ready, degraded } = second.readiness() as { ready: boolean; degraded?: string };
  assert.deepEqual([ready, degraded?.includes('being filled')], [true, true]);
  await second.happen('title.removed', { id: gone });
  held.resolve();
  await second.settled();
  assert.deepEqual(await found(second, 'old'), []);
  assert.deepEqual(await found(second, 'metropolis'), ['Metropolis']);
  assert.deepEqual((await second.calls.titles({ limit: 9, q: 'nosferatu' }, context)).total, 0);
  assert.deepEqual(await second.index.list(), [indexName]);
});

test('on an engine that behaves as a network may, and filled by two at once, the same is found', async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`SEED=${seed}`);
  const random = seededRandom(seed);
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random.float() * list.length)] as Item;
  const trial = (name: string) => (index: Index) =>
    retryIndex(trialIndex(index, openDice({ seed, name, clock: systemClock })), { clock: systemClock, random });
  const plain = await openCatalog(t);
  const tried = await openCatalog(t, { around: trial('one') });
  const other = startIndexer(tried.sql, { index: trial('two')(tried.index), ...common });
  const ids = Array.from({ length: 12 }, makeId);
  const told = (): ToldTitle => ({
    name: pick(['Metropolis', 'Nosferatu', 'Der Golem', 'Faust']),
    genres: [pick(['Drama', 'Horror'])],
    people: [{ name: pick(['Fritz Lang', 'F. W. Murnau']), role: 'director' }],
    ...(random.float() < 0.5 ? {} : { series: { name: 'Show', season: 1, episode: Math.ceil(random.float() * 9) } }),
  });
  for (let event = 0; event < 40; event += 1) {
    const id = pick(ids);
    const [type, payload] =
      random.float() < 0.2 ? (['title.removed', { id }] as const) : (['title.encoded', described(id, told())] as const);
    await Promise.all([plain, tried].map((rig) => rig.happen(type, payload)));
    other.wake();
  }
  await plain.settled();
  await tried.settled();
  await other.stop();
  for (const wish of [
    ...['metropolis', 'nosfertu', 'show', 'lang', 'golem der'].map((q) => ({ q })),
    ...['Drama', 'Horror'].map((genre) => ({ genre, sort: 'name' as const })),
    { q: 'm', group: 'series' as const },
  ]) {
    const [expected, actual] = await Promise.all(
      [plain, tried].map(({ calls }) => calls.titles({ limit: 100, ...wish }, context)),
    );
    assert.deepEqual(actual, expected, `SEED=${seed} ${JSON.stringify(wish)}`);
  }
  const [expected, actual] = await Promise.all([plain, tried].map(({ calls }) => calls.facets({}, context)));
  assert.deepEqual(actual, expected, `SEED=${seed}`);
});
