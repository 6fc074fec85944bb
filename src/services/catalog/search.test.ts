import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { hasCode } from '../../kit/index.ts';
import { context, described, encoded, makeId, openCatalog, type ToldTitle } from './testing/rig.ts';

const library: readonly ToldTitle[] = [
  {
    name: 'Metropolis',
    year: 1927,
    genres: ['Drama', 'Science Fiction'],
    people: [{ name: 'Fritz Lang', role: 'director' }],
  },
  { name: 'M', year: 1931, genres: ['Crime'], people: [{ name: 'Fritz Lang', role: 'director' }], audio: ['de'] },
  {
    name: 'Amélie',
    year: 2001,
    genres: ['Comedy', 'drama'],
    people: [{ name: 'Audrey Tautou', role: 'Amélie' }],
    audio: ['fr', 'de'],
  },
  { name: 'Rocky 10', year: 1999, seconds: 90 },
  { name: 'Rocky 2', year: 1979, seconds: 30 },
  { name: 'Das weiße Band', genres: ['Drama'], audio: ['de'] },
  { name: '千と千尋の神隠し', year: 2001 },
  { name: 'Pilot', series: { name: 'Show', season: 1, episode: 1 }, genres: ['Drama'] },
  { name: 'Second', series: { name: 'Show', season: 1, episode: 2 } },
  { name: 'Return', series: { name: 'Show', season: 2, episode: 1 } },
];

async function openLibrary(t: TestContext) {
  const rig = await openCatalog(t);
  const ids = library.map(() => makeId());
  for (const [index, id] of ids.entries()) await rig.tell('title.encoded', described(id, library[index] ?? {}));
  type Wish = Partial<Parameters<typeof rig.calls.titles>[0]>;
  return {
    ...rig,
    ids,
    ask: (wish: Wish) => rig.calls.titles({ limit: 100, ...wish }, context),
    async names(wish: Wish) {
      return (await rig.calls.titles({ limit: 100, ...wish }, context)).titles.map(({ name }) => name);
    },
  };
}

test('titles are found by name, series, people and year, however they are written', async (t) => {
  const { names } = await openLibrary(t);
  const finds: readonly [q: string, ...names: string[]][] = [
    ['metropolis', 'Metropolis'],
    ['METRO', 'Metropolis'],
    ['amelie', 'Amélie'],
    ['weisse band', 'Das weiße Band'],
    ['band das', 'Das weiße Band'],
    ['fritz lang', 'M', 'Metropolis'],
    ['lang 1927', 'Metropolis'],
    ['tautou', 'Amélie'],
    ['2001', '千と千尋の神隠し', 'Amélie'],
    ['千尋', '千と千尋の神隠し'],
    ['show return', 'Return'],
    ['m', 'M', 'Metropolis'],
    ['rocky', 'Rocky 2', 'Rocky 10'],
    ['nothing of the kind'],
    ['!?'],
  ];
  for (const [q, ...expected] of finds) assert.deepEqual(await names({ q }), expected, q);
});

test('marks between words, fractions and ampersands may be typed or left out', async (t) => {
  const { tell, calls } = await openCatalog(t);
  const found = async (q: string) => (await calls.titles({ limit: 100, q }, context)).titles.map(({ name }) => name);
  const finds: readonly [name: string, ...queries: string[]][] = [
    ['Spider-Man', 'spiderman', 'spider man', 'spider-man', 'spiderm'],
    ['M*A*S*H', 'mash', 'm*a*s*h'],
    ['WALL·E', 'walle', 'wall-e', 'wall e'],
    ['S.W.A.T.', 'swat', 's.w.a.t.'],
    ['8½', '8½', '8 ½', '8 1/2'],
    ['Fast & Furious', 'fast and furious', 'fast & furious', 'fast furious', 'fast und furious'],
    ['Léon: The Professional', 'Léon: The Professional', 'leon the professional'],
  ];
  for (const [name] of finds) await tell('title.encoded', described(makeId(), { name }));
  for (const [name, ...queries] of finds) for (const q of queries) assert.deepEqual(await found(q), [name], q);
});

test('small slips of the pen are forgiven, where nothing is found as typed', async (t) => {
  const { names } = await openLibrary(t);
  const finds: readonly [q: string, name: string][] = [
    ['metropols', 'Metropolis'],
    ['metroplois', 'Metropolis'],
    ['mertopolis', 'Metropolis'],
    ['ameile', 'Amélie'],
    ['rokcy 10', 'Rocky 10'],
    ['audry tatou', 'Amélie'],
    ['metropls lang', 'Metropolis'],
    ['wiesse band', 'Das weiße Band'],
  ];
  for (const [q, name] of finds) assert.ok((await names({ q })).includes(name), q);
  assert.deepEqual(await names({ q: 'xylophone' }), []);
});

test('every order is told page by page, each title once, and the same backwards', async (t) => {
  const { ask } = await openLibrary(t);
  for (const sort of ['added', 'name', 'year', 'duration'] as const) {
    const told: Record<string, string[]> = {};
    for (const order of ['ascending', 'descending'] as const) {
      const names: string[] = [];
      let after: string | undefined;
      do {
        const page = await ask({ sort, order, limit: 3, after });
        assert.equal(page.total, library.length);
        names.push(...page.titles.map(({ name }) => name));
        after = page.next;
      } while (after !== undefined);
      assert.equal(new Set(names).size, library.length, `${sort} ${order}`);
      told[order] = names;
    }
    if (sort !== 'year') assert.deepEqual(told.ascending, told.descending?.toReversed(), sort);
  }
  const byName = (await ask({ sort: 'name' })).titles.map(({ name }) => name);
  assert.deepEqual(byName, [
    'Amélie',
    'Das weiße Band',
    'M',
    'Metropolis',
    'Rocky 2',
    'Rocky 10',
    'Pilot',
    'Second',
    'Return',
    '千と千尋の神隠し',
  ]);
  const years = (await ask({ sort: 'year', order: 'ascending' })).titles.map(({ year }) => year);
  assert.deepEqual(years.slice(0, 6), [1927, 1931, 1979, 1999, 2001, 2001]);
  assert.deepEqual(new Set(years.slice(6)), new Set([undefined]));
});

test('found titles come page by page too, the best first', async (t) => {
  const { ask } = await openLibrary(t);
  const first = await ask({ q: 'show', limit: 2 });
  assert.equal(first.total, 3);
  const second = await ask({ q: 'show', limit: 2, after: first.next });
  assert.equal(new Set([...first.titles, ...second.titles].map(({ id }) => id)).size, 3);
  assert.equal(second.next, undefined);
  await assert.rejects(ask({ q: 'show', after: 'nonsense' }), (error) => hasCode(error, 'request.invalid'));
  await assert.rejects(ask({ sort: 'name', after: first.next }), (error) => hasCode(error, 'request.invalid'));
});

test('the library is narrowed by genre, spoken language and series, and says by what', async (t) => {
  const { ask, calls, names, tell, ids } = await openLibrary(t);
  assert.deepEqual(await names({ genre: 'DRAMA', sort: 'name' }), ['Amélie', 'Das weiße Band', 'Metropolis', 'Pilot']);
  assert.deepEqual(await names({ language: 'de', sort: 'name' }), ['Amélie', 'Das weiße Band', 'M']);
  assert.deepEqual(await names({ series: 'Show', sort: 'name' }), ['Pilot', 'Second', 'Return']);
  assert.deepEqual(await names({ q: 'lang', genre: 'Crime' }), ['M']);
  assert.equal((await ask({ genre: 'Drama', limit: 1 })).total, 4);
  const facets = await calls.facets({}, context);
  assert.equal(facets.titles, library.length);
  assert.deepEqual(facets.genres[0], { value: 'drama', titles: 4 });
  assert.deepEqual(facets.languages, [
    { value: 'de', titles: 3 },
    { value: 'fr', titles: 1 },
  ]);
  assert.deepEqual(facets.series, [{ value: 'Show', titles: 3 }]);
  for (const id of ids) await tell('title.removed', { id });
  assert.deepEqual(await calls.facets({}, context), { titles: 0, genres: [], languages: [], series: [] });
});

test('a title tells its details and what to watch next', async (t) => {
  const { calls, ids } = await openLibrary(t);
  const pilot = await calls.title({ id: ids[7] ?? '' }, context);
  assert.deepEqual(pilot.card.series, { name: 'Show', season: 1, episode: 1 });
  assert.deepEqual(
    pilot.more?.map(({ name }) => name),
    ['Second', 'Return', 'Das weiße Band', 'Amélie', 'Metropolis'],
  );
  const metropolis = await calls.title({ id: ids[0] ?? '' }, context);
  assert.equal(metropolis.more?.[0]?.name, 'M', 'the same director before the same genre');
  assert.deepEqual(metropolis.details?.people, [{ name: 'Fritz Lang', role: 'director' }]);
});

test('a change takes the place of what was said, and what was found by it is found no more', async (t) => {
  const { calls, names, tell, ids, sql, index } = await openLibrary(t);
  const [id = ''] = ids;
  const artwork = { poster: { width: 2, height: 3, thumbhash: 'x', tint: '#000000', sizes: [] } };
  const summary = `${'One sentence. '.repeat(3)}${'A very long one '.repeat(40)}.`;
  const metadata = { name: 'Moloch', year: 1930, summary, genres: [], people: [] };
  await tell('title.changed', { id, name: 'Moloch', metadata, artwork } as { id: string });
  assert.deepEqual(await names({ q: 'metropolis' }), []);
  assert.deepEqual(await names({ q: 'moloch' }), ['Moloch']);
  const { card, details } = await calls.title({ id }, context);
  assert.deepEqual(card.artwork, artwork);
  assert.equal(card.summary, 'One sentence. One sentence. One sentence.');
  assert.equal(details?.summary, summary);
  // A version more does not take back what was said, also where its event says nothing.
  const newer = encoded(id, { version: 'v2', heights: [360, 720] });
  await tell('title.encoded', Object.assign(newer, { name: 'Moloch' }));
  const again = await calls.title({ id }, context);
  assert.deepEqual([again.card.artwork, again.card.year, again.card.height], [artwork, 1930, 720]);
  const unknown = makeId();
  await tell('title.changed', { id: unknown, name: 'x', metadata } as { id: string });
  await assert.rejects(calls.title({ id: unknown }, context), (error) => hasCode(error, 'catalog.no-such-title'));
  for (const title of ids) await tell('title.removed', { id: title });
  assert.equal((await index.describe('titles'))?.documents, 0);
  assert.deepEqual(await sql.db.selectFrom('unindexed').selectAll().execute(), []);
});
