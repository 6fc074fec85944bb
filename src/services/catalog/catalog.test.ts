import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCode } from '../../kit/index.ts';
import { context, encoded, makeId, openCatalog } from './testing/rig.ts';

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

test('what a play asks for, and a title without what is beside it, are found without the index', async (t) => {
  const { calls, tell, index } = await openCatalog(t);
  const id = makeId();
  await tell('title.encoded', encoded(id, { version: 'v1', heights: [360] }));
  await tell('title.encoded', encoded(id, { version: 'v2', heights: [360, 720] }));
  const { more, ...title } = await calls.title({ id }, context);
  assert.deepEqual(more, []);
  await index.close();
  await assert.rejects(calls.title({ id }, context), 'what is alike is found by the index');
  assert.deepEqual(await calls.title({ id, more: 'omit' }, context), title);
  const { card, presentation } = title;
  assert.deepEqual(await calls.presentation({ id }, context), { card, presentation });
  assert.equal((await calls.presentation({ id, version: 'v1' }, context)).presentation.version, 'v1');
  const unknown = { id, version: 'v9' };
  await assert.rejects(calls.presentation(unknown, context), (error) => hasCode(error, 'catalog.no-such-version'));
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

test('a version that was replaced says until when it plays, the current one does not', async (t) => {
  const { calls, tell } = await openCatalog(t);
  const id = makeId();
  const at = '2030-01-01T00:00:00.000Z';
  const told = (version: string, retiring: { version: string; at: string }[]) =>
    tell('title.encoded', { ...encoded(id, { version, heights: [360] }), retiring } as { id: string });
  const retirementOf = async (version?: string) => (await calls.presentation({ id, version }, context)).retiresAt;
  await told('v1', []);
  assert.equal(await retirementOf(), undefined);
  await told('v2', [{ version: 'v1', at }]);
  assert.equal(await retirementOf('v1'), at);
  assert.equal(await retirementOf('v2'), undefined);
  const later = '2030-01-01T01:00:00.000Z';
  await told('v3', [
    { version: 'v1', at },
    { version: 'v2', at: later },
  ]);
  assert.deepEqual(await Promise.all(['v1', 'v2', 'v3', undefined].map(retirementOf)), [
    at,
    later,
    undefined,
    undefined,
  ]);
});

test('a removed title is gone, also when its versions are retired later', async (t) => {
  const { calls, tell } = await openCatalog(t);
  const id = makeId();
  await tell('title.encoded', encoded(id, { version: 'v1', heights: [360] }));
  await tell('title.removed', { id });
  await assert.rejects(calls.title({ id }, context), (error) => hasCode(error, 'catalog.no-such-title'));
  await tell('version.retired', { id, version: 'v1' } as { id: string });
  assert.deepEqual(await calls.titles({ limit: 10 }, context), { titles: [], total: 0 });
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
  assert.deepEqual(await calls.titles({ limit: 10 }, context), { titles: [], total: 0 });
});
