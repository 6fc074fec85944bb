import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type TitleCard, titleEncoded, titleRemoved } from '../../contracts/index.ts';
import { around } from '../../engines/sql/statements.ts';
import { context, described, makeId, openCatalog, type ToldTitle } from './testing/rig.ts';

const ofShow = (season: number, episode: number, more: ToldTitle = {}): ToldTitle => ({
  name: `Part ${season}.${episode}`,
  ...more,
  series: { name: 'Show', season, episode, ...more.series },
});

async function houseOf(t: TestContext, titles: readonly ToldTitle[]) {
  const { calls, tell } = await openCatalog(t);
  const ids: string[] = [];
  for (const title of titles) {
    const id = makeId();
    ids.push(id);
    await tell(titleEncoded.type, described(id, title));
  }
  return {
    ids,
    remove: (id: string) => tell(titleRemoved.type, { id }),
    list: (wish: object = {}) => calls.titles({ limit: 100, group: 'series', ...wish }, context),
    series: (id: string) => calls.series({ id }, context),
    title: (id: string) => calls.title({ id }, context),
    facets: () => calls.facets({ group: 'series' }, context),
  };
}

/** `Show (2/3)`: of two seasons and three episodes. */
const shown = ({ name, whole }: TitleCard) => (whole ? `${whole.name} (${whole.seasons}/${whole.episodes})` : name);

test('a series is one card among films, in every order, and counted once', async (t) => {
  const { list } = await houseOf(t, [
    { name: 'Alpha', year: 1950, seconds: 100 },
    ofShow(1, 1, { year: 1990, seconds: 30 }),
    ofShow(2, 1, { seconds: 50 }),
    { name: 'Zulu', year: 1970, seconds: 35 },
    ofShow(1, 2, { year: 1991, seconds: 40 }),
    ofShow(0, 1, { seconds: 40 }),
  ]);
  const orders = { added: 'Show (2/4) Zulu Alpha', name: 'Alpha Show (2/4) Zulu' };
  const more = { year: 'Show (2/4) Zulu Alpha', duration: 'Zulu Show (2/4) Alpha' };
  for (const [sort, expected] of Object.entries({ ...orders, ...more })) {
    const { titles, total, series } = await list({ sort });
    assert.deepEqual([titles.map(shown).join(' '), total, series], [expected, 3, 1], sort);
    // The same, turned page by page.
    const turned: TitleCard[] = [];
    let after: string | undefined;
    do {
      const page = await list({ sort, limit: 1, after });
      turned.push(...page.titles);
      after = page.next;
    } while (after !== undefined);
    assert.equal(turned.map(shown).join(' '), expected, `${sort}, page by page`);
  }
  const { titles } = await list({ yearFrom: 1990, yearUntil: 1999 });
  assert.deepEqual(titles.map(shown), ['Show (2/4)']);
  assert.deepEqual((await list({ sort: 'name' })).titles[1]?.whole, {
    id: 'show',
    name: 'Show',
    year: 1990,
    seasons: 2,
    episodes: 4,
  });
});

test('a search finds the series by its name, and the episode by its own', async (t) => {
  const { list } = await houseOf(t, [
    ofShow(1, 1, { name: 'Pilot' }),
    ofShow(1, 2, { name: 'Thaw' }),
    { name: 'Showdown' },
  ]);
  const found = async (q: string) => (await list({ q, sort: 'match' })).titles.map(shown);
  assert.deepEqual(await found('show'), ['Show (1/2)', 'Showdown']);
  assert.ok((await found('shwo')).includes('Show (1/2)'));
  assert.deepEqual(await found('thaw'), ['Thaw']);
  assert.deepEqual(await found('show thaw'), ['Thaw']);
});

test('a series has its episodes in order, specials last, gaps and doubles as they are', async (t) => {
  const { series, title, ids } = await houseOf(t, [
    ofShow(2, 1),
    ofShow(0, 1),
    ofShow(1, 3),
    ofShow(1, 1, { series: { name: 'Show', season: 1, episode: 1, until: 2 } }),
    ofShow(1, 3, { name: 'Part 1.3, again' }),
  ]);
  const { card, episodes } = await series('show');
  assert.equal(shown(card), 'Show (2/5)');
  assert.deepEqual(
    episodes.map(({ name }) => name),
    ['Part 1.1', 'Part 1.3', 'Part 1.3, again', 'Part 2.1', 'Part 0.1'],
  );
  assert.ok(episodes.every(({ seriesId }) => seriesId === 'show'));
  const { more = [] } = await title(ids[3] ?? '');
  assert.equal(more[0]?.name, 'Part 1.3');
  await assert.rejects(series('nothing'), { code: 'catalog.no-such-series' });
});

test('however files write a series’ name it is one, and two of a name are told apart by their years', async (t) => {
  const of = (name: string, year?: number): ToldTitle => ({
    name: 'Part',
    series: { name, season: 1, episode: 1, ...(year === undefined ? {} : { year }) },
  });
  const { list, series, ids, remove } = await houseOf(t, [
    of('S.W.A.T.'),
    of('swat', 1975),
    of('Élan'),
    of('elan'),
    of('???'),
  ]);
  const names = async () => (await list({ sort: 'name' })).titles.map(({ whole }) => whole?.id).sort();
  assert.deepEqual(await names(), ['%3F%3F%3F', 'elan', 'swat']);
  const other = await houseOf(t, [of('Galactica', 1978), of('Galactica', 2004), of('Galactica')]);
  const found = (await other.list({ sort: 'added', order: 'ascending' })).titles.map(({ whole }) => whole?.id);
  assert.deepEqual(found, ['galactica-1978', 'galactica-2004', 'galactica']);
  // A link from before the second came leads to the first; and with one of them gone there is but one again.
  assert.equal((await series('swat')).card.whole?.episodes, 2);
  await other.remove(other.ids[0] ?? '');
  assert.deepEqual(
    (await other.list()).titles.map(({ whole }) => whole?.episodes),
    [2],
  );
  await remove(ids[4] ?? '');
  assert.deepEqual(await names(), ['elan', 'swat']);
});

test('more like this never repeats the series, and has other series as one', async (t) => {
  const genres = ['Drama'];
  const other = (episode: number): ToldTitle => ({
    name: `Other ${episode}`,
    genres,
    series: { name: 'Other', season: 1, episode },
  });
  const { title, series, ids } = await houseOf(t, [
    ofShow(1, 1, { genres }),
    ofShow(1, 2, { genres }),
    other(1),
    other(2),
    { name: 'Film', genres },
  ]);
  const alike = ['Film', 'Other (1/2)'];
  assert.deepEqual((await series('show')).more.map(shown), alike);
  assert.deepEqual((await title(ids[0] ?? '')).more?.map(shown), ['Part 1.2', ...alike]);
  assert.deepEqual((await title(ids[4] ?? '')).more?.map(shown).sort(), ['Other (1/2)', 'Show (1/2)']);
});

test('what the library is narrowed by counts a series once, and knows decades', async (t) => {
  const genres = ['Drama'];
  const { facets } = await houseOf(t, [
    ofShow(1, 1, { genres, year: 1999 }),
    ofShow(1, 2, { genres, year: 1999 }),
    { name: 'Film', genres, year: 2001 },
    { name: 'Undated' },
  ]);
  const { titles, genres: counted, decades } = await facets();
  assert.equal(titles, 3);
  assert.deepEqual(counted, [{ value: 'Drama', titles: 2 }]);
  assert.deepEqual(decades, [
    { value: '2000', titles: 1 },
    { value: '1990', titles: 1 },
  ]);
});

test('two catalogues that each take in an episode and do not see the other’s name both series in the end', async (t) => {
  const { sql, happen, settled } = await openCatalog(t, {
    // As if the other had not committed yet: each sees the last year told alone.
    within: (tx) =>
      around(tx, async (query, run) => {
        const result = await run();
        if (!query.sql.startsWith('select distinct "series_year"')) return result;
        const { rows } = result as { readonly rows: readonly object[] };
        return { ...result, rows: rows.slice(-1) };
      }),
  });
  const ids = [makeId(), makeId()];
  for (const [place, id] of ids.entries()) {
    const series = { name: 'Show', season: 1, episode: 1, year: 1990 + place };
    await happen(titleEncoded.type, described(id, { series }));
  }
  await settled();
  const rows = await sql.db.selectFrom('titles').select('series_id').orderBy('series_year').execute();
  assert.deepEqual(
    rows.map(({ series_id }) => series_id),
    ['show-1990', 'show-1991'],
  );
});
