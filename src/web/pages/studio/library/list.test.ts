import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StudioTitle } from '../../../../contracts/index.ts';
import { noTitles, shown, withNews, without, withoutPending, withPending } from '../titles.ts';
import { listed, perPage, plainView, queryOf, shareOf, shelfCounts, type View, viewOf } from './list.ts';

function title(number: number, over: Partial<StudioTitle> = {}): StudioTitle {
  return {
    id: `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    name: `Film ${number}`,
    state: 'ready',
    watchable: true,
    findings: [],
    rungs: [],
    jobs: { waiting: 0, leased: 0, done: 0, failed: 0 },
    addedAt: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
    ...over,
  };
}

const compare = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;
const names = (titles: readonly StudioTitle[], view: Partial<View>) =>
  listed(titles, { ...plainView, ...view }, compare).page.map(({ name }) => name);

test('an address and its view are the same, and a hostile address is the plain view', () => {
  for (const view of [plainView, { ...plainView, q: 'ä & b', shelf: 'trouble', sort: 'name', down: false, page: 7 }]) {
    assert.deepEqual(viewOf(queryOf(view as View)), view);
  }
  assert.equal(queryOf(plainView), '');
  assert.deepEqual(viewOf('?sort=__proto__&show=%00&page=-3&order='), { ...plainView, down: false });
});

test('titles are found by name, series and year, without their marks', () => {
  const titles = [
    title(1, { name: 'Málaga by Night' }),
    title(2, { metadata: { name: 'x', year: 1926, genres: [], people: [] } }),
    title(3, {
      metadata: { name: 'x', series: { name: 'Harbour', season: 1, episode: 2 }, genres: ['Drama'], people: [] },
    }),
  ];
  assert.deepEqual(names(titles, { q: 'malaga night' }), ['Málaga by Night']);
  assert.deepEqual(names(titles, { q: '1926' }), ['Film 2']);
  assert.deepEqual(names(titles, { q: 'harbour drama' }), ['Film 3']);
  assert.deepEqual(names(titles, { q: 'nothing' }), []);
});

test('titles are sorted as people count, and trouble comes first by state', () => {
  const titles = [title(10), title(2), title(1, { state: 'failed' })];
  assert.deepEqual(names(titles, { sort: 'name', down: false }), ['Film 1', 'Film 2', 'Film 10']);
  assert.deepEqual(names(titles, { sort: 'state', down: false })[0], 'Film 1');
  assert.deepEqual(names(titles, {})[0], 'Film 10');
});

test('thousands of titles come in pages, and a page that is not there is the last', () => {
  const titles = Array.from({ length: 1240 }, (_, number) => title(number));
  const list = listed(titles, { ...plainView, page: 99 }, compare);
  assert.equal(list.pages, 25);
  assert.equal(list.number, 25);
  assert.equal(list.page.length, 1240 - 24 * perPage);
});

test('every title lies on one shelf, and on all', () => {
  const titles = [title(1), title(2, { state: 'encoding', paused: true }), title(3, { state: 'refused' })];
  assert.deepEqual(shelfCounts(titles), { all: 3, busy: 0, ready: 1, trouble: 1, paused: 1 });
});

test('a share is between nothing and all', () => {
  assert.equal(shareOf(title(1)), 1);
  assert.equal(shareOf(title(1, { state: 'encoding', progress: { share: 1.7 } })), 1);
  assert.equal(shareOf(title(1, { state: 'inspecting' })), 0);
});

test('what is asked is shown at once, stays over news of the old, and goes where the studio says no', () => {
  const base = withNews(noTitles, [title(1), title(2)], { whole: true });
  const paused = withPending(base, { id: title(1).id, token: 1, change: (one) => ({ ...one, paused: true }) });
  const news = withNews(paused, [title(1, { state: 'encoding' })]);
  assert.equal(shown(news).find(({ id }) => id === title(1).id)?.paused, true);
  assert.equal(shown(withoutPending(news, 1)).find(({ id }) => id === title(1).id)?.paused, undefined);
});

test('a removal takes a title from the list; undone, it stands where it stood', () => {
  const base = withNews(noTitles, [title(1), title(2), title(3)], { whole: true });
  const removing = withPending(base, { id: title(2).id, token: 1, change: () => undefined });
  assert.deepEqual(
    shown(removing).map(({ name }) => name),
    ['Film 3', 'Film 1'],
  );
  const removed = without(withoutPending(removing, 1), title(2).id);
  const back = withNews(removed, [title(2)]);
  assert.deepEqual(
    shown(back).map(({ name }) => name),
    ['Film 3', 'Film 2', 'Film 1'],
  );
});

test('a whole answer also tells which titles are no more', () => {
  const base = withNews(noTitles, [title(1), title(2)], { whole: true });
  assert.equal(shown(withNews(base, [title(2)], { whole: true })).length, 1);
  assert.equal(without(base, 'nobody'), base);
});
