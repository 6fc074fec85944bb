import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { CallContext, Presentation } from '../../contracts/index.ts';
import type { FollowedEvent } from '../../engines/sql/index.ts';
import { openSqlite } from '../../engines/sql/sqlite/open.ts';
import { silentLogger } from '../../host/index.ts';
import { hasCode, idMaker, isoTime, systemClock, systemRandom } from '../../kit/index.ts';
import { type CatalogTables, migrations, start } from './index.ts';

const makeId = idMaker(systemClock, systemRandom);
const context: CallContext = {
  signal: new AbortController().signal,
  deadline: 0,
  token: undefined,
  trace: '0'.repeat(32),
  caller: 'public',
  origin: undefined,
};

async function openCatalog(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-catalog-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'catalog.sqlite');
  const common = { clock: systemClock, logger: silentLogger };
  const sql = await openSqlite<CatalogTables>({ ...common, file, migrations, random: systemRandom });
  t.after(() => sql.close());
  let followed: ((event: FollowedEvent) => Promise<void>) | undefined;
  const catalog = await start({
    ...common,
    sql,
    follow(topic, apply) {
      assert.equal(topic, 'titles');
      followed = (event) => sql.transaction((tx) => apply(tx, event));
    },
  });
  let told = 0;
  async function tell(type: string, payload: { readonly id: string }): Promise<void> {
    const at = isoTime(Date.UTC(2026, 0, 1) + told++ * 1000);
    await followed?.({ id: makeId(), type, key: payload.id, at, payload });
  }
  return { calls: catalog.implementation.calls, tell };
}

function encoded(id: string, { version, heights }: { readonly version: string; readonly heights: readonly number[] }) {
  const presentation: Presentation = {
    title: id,
    version,
    durationSeconds: 60,
    targetDuration: 4,
    video: heights.map((height) => ({
      name: `${height}p`,
      codecs: 'avc1.64001f',
      width: height * 2,
      height,
      frameRate: '25',
      peakBandwidth: 2,
      averageBandwidth: 1,
      bytes: 3,
      init: { first: 0, last: 0 },
      index: { first: 1, last: 1 },
      hash: 'a'.repeat(64),
    })),
    audio: [],
    text: [],
    chapters: [],
  };
  return { id, name: `Film ${id.slice(-4)}`, addedAt: isoTime(0), presentation, complete: heights.length > 1 };
}

test('a title can be watched from its first version on, and its newest is current', async (t) => {
  const { calls, tell } = await openCatalog(t);
  const id = makeId();
  await tell('title.encoded', encoded(id, { version: 'v1', heights: [360] }));
  const before = await calls.title({ id }, context);
  assert.equal(before.presentation.version, 'v1');
  await tell('title.encoded', encoded(id, { version: 'v2', heights: [180, 360, 720] }));
  const after = await calls.title({ id }, context);
  assert.equal(after.presentation.version, 'v2');
  assert.equal(after.card.height, 720);
  assert.equal(after.card.addedAt, before.card.addedAt);
  assert.equal((await calls.title({ id, version: 'v1' }, context)).presentation.version, 'v1');
});

test('an old version answers until it is retired', async (t) => {
  const { calls, tell } = await openCatalog(t);
  const id = makeId();
  await tell('title.encoded', encoded(id, { version: 'v1', heights: [360] }));
  await tell('title.encoded', encoded(id, { version: 'v2', heights: [360, 720] }));
  const retired = { id, version: 'v1' };
  await tell('version.retired', retired);
  await assert.rejects(calls.title(retired, context), (error) => hasCode(error, 'catalog.no-such-version'));
  assert.equal((await calls.title({ id }, context)).presentation.version, 'v2');
});

test('a removed title is gone, also when its versions are retired later', async (t) => {
  const { calls, tell } = await openCatalog(t);
  const id = makeId();
  await tell('title.encoded', encoded(id, { version: 'v1', heights: [360] }));
  await tell('title.removed', { id });
  await assert.rejects(calls.title({ id }, context), (error) => hasCode(error, 'catalog.no-such-title'));
  await tell('version.retired', { id, version: 'v1' } as { id: string });
  assert.deepEqual(await calls.titles({ limit: 10 }, context), { titles: [] });
});

test('titles are listed newest first, page by page', async (t) => {
  const { calls, tell } = await openCatalog(t);
  const ids = Array.from({ length: 5 }, makeId);
  for (const id of ids) await tell('title.encoded', encoded(id, { version: 'v1', heights: [360] }));
  const listed: string[] = [];
  let after: string | undefined;
  do {
    const page = await calls.titles({ limit: 2, after }, context);
    assert.ok(page.titles.length <= 2);
    listed.push(...page.titles.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  assert.deepEqual(listed, ids.toReversed());
});

test('events of other kinds are passed over', async (t) => {
  const { calls, tell } = await openCatalog(t);
  await tell('title.praised', { id: makeId() });
  assert.deepEqual(await calls.titles({ limit: 10 }, context), { titles: [] });
});
