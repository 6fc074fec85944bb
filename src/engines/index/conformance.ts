import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { BijouError, fold, hasCode, seededRandom } from '../../kit/index.ts';
import type { Facet, Hit, Index, Mapping, Operation, Outcome, Search } from './index.ts';
import type { IndexAdapter } from './testing/adapter.ts';
import { chance } from './testing/chance.ts';
import { openModel } from './testing/model.ts';

const films: Mapping = {
  fields: {
    name: { type: 'text', weight: 8, languages: ['de'] },
    people: { type: 'text', weight: 2 },
    genre: { type: 'keyword', many: true, folded: true },
    series: { type: 'keyword' },
    key: { type: 'keyword' },
    year: { type: 'number' },
    addedAt: { type: 'date' },
  },
  sortedBy: 'addedAt',
};

/** What every adapter of the index port promises. */
export function conformance(adapter: IndexAdapter): void {
  const { name } = adapter;

  async function opened(t: TestContext, place?: string): Promise<Index> {
    const index = await adapter.open(place ?? (await placed(t)));
    t.after(() => index.close());
    return index;
  }

  async function placed(t: TestContext): Promise<string> {
    const { place, remove } = await adapter.newPlace();
    t.after(remove);
    return place;
  }

  /** An index with these documents, each by its place in the list. */
  async function filled(t: TestContext, documents: readonly NonNullable<Operation['document']>[]): Promise<Index> {
    const index = await opened(t);
    await again(() => index.create('films-1', films));
    await write(
      index,
      'films-1',
      documents.map((document, place) => ({ id: String(place), version: 1, document })),
    );
    return index;
  }

  const ids = (hits: readonly Hit[]) => hits.map(({ id }) => id);
  const find = async (index: Index, wish: Partial<Search>) =>
    ids((await again(() => index.search('films-1', { limit: 100, ...wish }))).hits);

  test(`${name}: what was written is found after a refresh, also after opening again`, async (t) => {
    const place = await placed(t);
    const first = await adapter.open(place);
    await again(() => first.create('films-1', films));
    await again(() => first.create('films-1', films));
    await write(first, 'films-1', [{ id: 'a', version: 1, document: { name: 'Metropolis', year: 1927 } }]);
    assert.deepEqual(await find(first, { words: { text: 'metropolis' } }), ['a']);
    await first.close();
    const second = await opened(t, place);
    assert.deepEqual(await find(second, { words: { text: 'metropolis' } }), ['a']);
    const { hits } = await again(() => second.search('films-1', { limit: 1, documents: true }));
    assert.deepEqual(hits[0]?.document, { name: 'Metropolis', year: 1927 });
    assert.deepEqual(await again(() => second.describe('films-1')), { index: 'films-1', documents: 1 });
  });

  test(`${name}: an older write never takes the place of a newer one, nor brings back what was deleted`, async (t) => {
    const index = await filled(t, []);
    const tell = (version: number, text?: string): Operation => ({
      id: 'a',
      version,
      document: text === undefined ? undefined : { name: text },
    });
    await write(index, 'films-1', [tell(5, 'five')]);
    assert.deepEqual(outcomesOf(await write(index, 'films-1', [tell(4, 'four'), tell(5, 'again')])), [
      'superseded',
      'superseded',
    ]);
    assert.deepEqual(await find(index, { words: { text: 'five' } }), ['a']);
    await write(index, 'films-1', [tell(8, 'eight'), tell(7, 'seven')]);
    assert.deepEqual(await find(index, { words: { text: 'eight' } }), ['a']);
    assert.deepEqual(await find(index, { words: { text: 'five' } }), []);
    await write(index, 'films-1', [tell(9)]);
    assert.deepEqual(outcomesOf(await write(index, 'films-1', [tell(8, 'late')])), ['superseded']);
    assert.deepEqual(await find(index, {}), []);
    await write(index, 'films-1', [tell(10, 'ten')]);
    assert.deepEqual(await find(index, { words: { text: 'ten' } }), ['a']);
    // Deleted before it was ever written.
    await write(index, 'films-1', [{ id: 'b', version: 3, document: undefined }]);
    assert.deepEqual(outcomesOf(await write(index, 'films-1', [{ id: 'b', version: 2, document: {} }])), [
      'superseded',
    ]);
  });

  test(`${name}: what is wrong with a document is said of it alone`, async (t) => {
    const index = await filled(t, []);
    const outcomes = await write(index, 'films-1', [
      { id: 'good', version: 1, document: { name: 'Good' } },
      { id: 'field', version: 1, document: { nothing: 'x' } },
      { id: 'type', version: 1, document: { year: 'x' } },
      { id: 'many', version: 1, document: { series: ['x', 'y'] } },
      { id: '', version: 1, document: {} },
      { id: 'version', version: 0.5, document: {} },
    ]);
    assert.deepEqual(outcomesOf(outcomes), ['done', 'refused', 'refused', 'refused', 'refused', 'refused']);
    assert.ok(outcomes.slice(1).every(({ why }) => why !== undefined));
    assert.deepEqual(await find(index, {}), ['good']);
  });

  test(`${name}: words are found however they are written, weightier fields first`, async (t) => {
    const index = await filled(t, [
      { name: 'Amélie' },
      { name: 'Das weiße Band' },
      { name: '千と千尋の神隠し' },
      { name: 'المومياء' },
      { name: 'Mädchen in Uniform' },
      { name: 'S.W.A.T.' },
      { name: 'Other', people: ['Emilie Amelie'] },
      { name: 'Łódź' },
    ]);
    const finds: readonly [text: string, ...ids: string[]][] = [
      ['AMELIE', '0', '6'],
      ['weisse band', '1'],
      ['band das', '1'],
      ['千尋', '2'],
      ['مومياء'],
      ['المومياء', '3'],
      ['المو', '3'],
      ['madchen', '4'],
      ['maedchen', '4'],
      ['swat', '5'],
      ['lodz', '7'],
      ['!?'],
      ['nothing of the kind'],
    ];
    for (const [text, ...expected] of finds) assert.deepEqual(await find(index, { words: { text } }), expected, text);
  });

  test(`${name}: the last word may be a beginning, or every one, or none`, async (t) => {
    const index = await filled(t, [{ name: 'Rocky Balboa' }]);
    const found = (text: string, beginnings?: 'every' | 'last' | 'none') =>
      find(index, { words: { text, ...(beginnings === undefined ? {} : { beginnings }) } });
    assert.deepEqual(await found('rocky bal'), ['0']);
    assert.deepEqual(await found('roc balboa'), []);
    assert.deepEqual(await found('roc bal', 'every'), ['0']);
    assert.deepEqual(await found('rocky bal', 'none'), []);
    assert.deepEqual(await found('balboa rocky', 'none'), ['0']);
  });

  test(`${name}: slips of the pen are forgiven where nothing is found as typed, and where that is asked for`, async (t) => {
    const index = await filled(t, [{ name: 'Metropolis' }, { name: 'Rocky' }, { name: 'Rockx' }]);
    const meant = (text: string) => find(index, { words: { text, slips: true } });
    for (const text of ['metropols', 'metroplois', 'mertopolis', 'metrroplis']) {
      assert.deepEqual(await meant(text), ['0'], text);
    }
    assert.deepEqual(await meant('rocky'), ['1'], 'as typed');
    assert.deepEqual(new Set(await meant('rockz')), new Set(['1', '2']));
    assert.deepEqual(await meant('xylophone'), []);
    assert.deepEqual(await find(index, { words: { text: 'metropols' } }), []);
    // Narrowed to nothing as typed, it is meant otherwise.
    assert.deepEqual(
      await find(index, { words: { text: 'rocky', slips: true }, where: [{ field: 'year', from: 1 }] }),
      [],
    );
  });

  test(`${name}: words are completed, those of most documents first`, async (t) => {
    const index = await filled(t, [{ name: 'Rocky Road' }, { name: 'Rocky' }, { name: 'Roma' }]);
    const suggest = (text: string) => again(() => index.suggest('films-1', { text, limit: 2 }));
    assert.deepEqual(await suggest('a ro'), ['rocky', 'road']);
    assert.deepEqual(await suggest('rokcy'), ['rocky']);
    assert.deepEqual(await suggest(''), []);
  });

  test(`${name}: an alias leads to one index at a time, and an index goes with all it has`, async (t) => {
    const index = await filled(t, [{ name: 'Old' }]);
    await assert.rejects(
      again(() => index.search('films', { limit: 1 })),
      (error) => hasCode(error, 'index.missing'),
    );
    await again(() => index.alias('films', 'films-1'));
    await again(() => index.create('films-2', { fields: { title: { type: 'text' } } }));
    await write(index, 'films-2', [{ id: 'new', version: 1, document: { title: 'New' } }]);
    const byAlias = async () => ids((await again(() => index.search('films', { limit: 9 }))).hits);
    assert.deepEqual(await byAlias(), ['0']);
    await again(() => index.alias('films', 'films-2'));
    assert.deepEqual(await byAlias(), ['new']);
    assert.deepEqual(await again(() => index.describe('films')), { index: 'films-2', documents: 1 });
    assert.deepEqual([...(await again(() => index.list()))].sort(), ['films-1', 'films-2']);
    await again(() => index.drop('films-1'));
    await again(() => index.drop('films-1'));
    assert.equal(await again(() => index.describe('films-1')), undefined);
    await assert.rejects(
      again(() => index.alias('films', 'films-1')),
      (error) => hasCode(error, 'index.missing'),
    );
    await assert.rejects(
      again(() => index.create('films-2', films)),
      (error) => hasCode(error, 'index.other-mapping'),
    );
    // One of the same name is another.
    await again(() => index.create('films-1', films));
    assert.deepEqual(await find(index, {}), []);
  });

  test(`${name}: what cannot be asked is refused`, async (t) => {
    const index = await filled(t, [{ name: 'One' }, { name: 'Two' }]);
    const asking = (wish: Partial<Search>) => again(() => index.search('films-1', { limit: 1, ...wish }));
    const { next } = await asking({});
    for (const wish of [
      { limit: 0 },
      { limit: 1_001 },
      { sort: [{ by: 'genre', order: 'ascending' as const }] },
      { group: 'name' },
      { distinct: ['genre'] },
      { where: [{ field: 'name', in: ['x'] }] },
      { where: [{ field: 'nothing', in: ['x'] }] },
    ]) {
      await assert.rejects(asking(wish), (error) => hasCode(error, 'index.bad-request'), JSON.stringify(wish));
    }
    for (const after of ['nonsense', next ?? '']) {
      const sort = [{ by: 'year', order: 'ascending' as const }];
      await assert.rejects(asking({ after, sort }), (error) => hasCode(error, 'index.bad-cursor'));
    }
    const bad = again(() => index.create('bad', { fields: { 'a b': { type: 'number' } } }));
    await assert.rejects(bad, (error) => hasCode(error, 'index.bad-request'));
  });

  test(`${name}: whatever was written in whatever order, every question is answered as by looking at all`, async (t) => {
    const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
    t.diagnostic(`SEED=${seed}`);
    const any = chance(seededRandom(seed));
    const index = await filled(t, []);
    const model = openModel(films);
    for (let round = 0; round < 4; round += 1) {
      const operations = Array.from({ length: 60 }, () => any.operation());
      for (let from = 0; from < operations.length; from += 20) {
        await write(index, 'films-1', operations.slice(from, from + 20));
      }
      model.apply(operations);
      for (let question = 0; question < 25; question += 1) {
        const search = any.search();
        const about = `SEED=${seed} ${JSON.stringify(search)}`;
        const expected = model.search(search);
        const { hits, pages, distinct } = await allPages(index, search);
        assert.deepEqual(hits, expected.hits, about);
        assert.ok(
          pages.every(({ total }) => total === expected.total),
          about,
        );
        for (const field of search.distinct ?? []) {
          assert.equal(distinct[field], model.distinct(search, field), about);
        }
      }
      for (let question = 0; question < 5; question += 1) {
        const wish = any.facets();
        const told = await again(() => index.facets('films-1', wish));
        for (const field of wish.fields) {
          const about = `SEED=${seed} ${JSON.stringify(wish)}`;
          assert.deepEqual((told[field] ?? []).map(folded), model.facets(wish, field).map(folded), about);
        }
        const alike = any.alike();
        const close = await again(() => index.alike('films-1', alike));
        assert.deepEqual(
          close.map(({ id, group, score }) => ({ id: group ?? id, score })),
          model.alike(alike),
          `SEED=${seed} ${JSON.stringify(alike)}`,
        );
      }
    }
  });

  async function allPages(index: Index, search: Search) {
    const pages: { total: number }[] = [];
    const hits: { id: string; score: number; found: number }[] = [];
    let after: string | undefined;
    let distinct: Readonly<Record<string, number>> = {};
    do {
      const page = await again(() => index.search('films-1', after === undefined ? search : { ...search, after }));
      assert.ok(page.hits.length <= search.limit);
      pages.push(page);
      for (const { id, score, group, found = 1 } of page.hits) hits.push({ id: group ?? id, score, found });
      distinct = page.distinct;
      after = page.next;
    } while (after !== undefined);
    return { hits, pages, distinct };
  }
}

/** Which of several ways of writing is told, is left to the adapter. */
const folded = ({ value, count }: Facet) => ({ value: fold(value), count });

const outcomesOf = (outcomes: readonly Outcome[]) => outcomes.map(({ outcome }) => outcome);

/** As a caller has to: what is busy is sent again, and what was lost. Found when it resolves. */
async function write(index: Index, name: string, operations: readonly Operation[]): Promise<readonly Outcome[]> {
  const outcomes: (Outcome | undefined)[] = operations.map(() => undefined);
  for (;;) {
    const left = [...outcomes.keys()].filter((place) => outcomes[place] === undefined);
    if (left.length === 0) break;
    const told = await again(() =>
      index.bulk(
        name,
        left.flatMap((place) => operations[place] ?? []),
      ),
    );
    for (const [nth, place] of left.entries()) if (told[nth]?.outcome !== 'busy') outcomes[place] = told[nth];
  }
  await again(() => index.refresh(name));
  return outcomes.filter((outcome) => outcome !== undefined);
}

/** What is a matter of the moment is tried again. */
async function again<Answer>(attempt: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof BijouError) || error.retry !== 'transient' || tries === 20) throw error;
    }
  }
}
