// engines: opensearch
// The catalogue on an OpenSearch that stands for tests: its next generation is filled under writes and searches.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Index } from '../../../engines/index/index.ts';
import { adapter } from '../../../engines/index/testing/opensearch.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { retryIndex } from '../../../platform/engines/retry-index.ts';
import { context, described, makeId, openCatalog } from '../testing/rig.ts';
import { indexName } from './mapping.ts';

const ports = { clock: systemClock, random: systemRandom };

async function opened(t: TestContext): Promise<Index> {
  const { place, remove } = await adapter.newPlace();
  t.after(remove);
  const index = retryIndex(await adapter.open(place), ports);
  t.after(() => index.close());
  return index;
}

test('while the next generation is filled, every search is answered, and every write and removal stands', async (t) => {
  const index = await opened(t);
  const around = (): Index => index;
  const first = await openCatalog(t, { around });
  const ids = Array.from({ length: 150 }, () => makeId());
  for (const [n, id] of ids.entries()) await first.happen('title.encoded', described(id, { name: `Metropolis ${n}` }));
  await first.settled();
  // As an earlier release left it.
  await index.create('titles-1', {
    fields: { name: { type: 'text' }, nameKey: { type: 'keyword' }, place: { type: 'keyword' } },
  });
  await index.bulk(
    'titles-1',
    ids.map((id, n) => ({ id, version: 1, document: { name: `Metropolis ${n}`, place: String(n) } })),
  );
  await index.refresh('titles-1');
  await index.alias('titles', 'titles-1');
  await index.drop(indexName);
  await first.close();

  const slow = (): Index => ({
    ...index,
    async bulk(name, operations) {
      await systemClock.sleep(100);
      return index.bulk(name, operations);
    },
  });
  const second = await openCatalog(t, { folder: first.folder, around: slow });
  const found = async (q: string) =>
    (await second.calls.titles({ limit: 100, q }, context)).titles.map(({ name }) => name);
  let isWhole = false;
  let searches = 0;
  const searching = (async () => {
    while (!isWhole) {
      assert.ok((await found('metropolis')).length > 0, 'a search found nothing');
      searches += 1;
    }
  })();
  for (const [n, id] of ids.entries()) {
    if (n % 3 === 0) await second.happen('title.removed', { id });
    if (n % 3 === 1) await second.happen('title.encoded', described(id, { name: `Nosferatu ${n}` }));
  }
  await second.settled();
  isWhole = true;
  await searching;
  assert.ok(searches > 0, 'nothing was searched meanwhile');
  assert.deepEqual(await index.describe('titles'), { index: indexName, documents: 100 });
  assert.deepEqual(await index.list(), [indexName], 'the generation before is gone');
  assert.equal((await found('nosferatu')).length, 50);
  assert.equal((await found('metropolis')).length, 50);
});
