import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { type Clock, hasCode, systemClock } from '../../kit/index.ts';
import type { Page, Row, Slice, Table } from './index.ts';
import type { RowsAdapter } from './testing/adapter.ts';
import { edges } from './testing/edges.ts';
import { killWriting } from './testing/kill.ts';
import { compare, history, naive, slices, type Viewing, viewings } from './testing/model.ts';

const one = {
  do: 'put',
  row: { day: 1, title: 'a', position: 10, rate: 0.5, done: false, note: 'n', blob: null },
} as const;

/** What every adapter of the rows port promises. */
export function conformance(adapter: RowsAdapter): void {
  const { name, capabilities } = adapter;
  const needsClock = capabilities.ownClock ? {} : { skip: 'time to live goes by a clock that is not ours' };
  const needsConditions = capabilities.conditional ? {} : { skip: 'the engine has no conditional writes' };

  async function opened(t: TestContext) {
    const { place, remove } = await adapter.newPlace();
    let passed = 0;
    const clock: Clock = { ...systemClock, now: () => systemClock.now() + passed };
    const rows = await adapter.open(place, { clock });
    t.after(async () => {
      await rows.close();
      await remove();
    });
    const table = await rows.table(viewings);
    return { rows, table, place, pass: (seconds: number) => (passed += seconds * 1000) };
  }

  test(`${name}: a row comes back with the values that it was put with`, async (t) => {
    const { table } = await opened(t);
    const values = { position: -7, rate: 2, done: true, note: '🎬 \0 é', blob: Uint8Array.from([0, 255]) };
    const key = { profile: 'p', day: 20_000, title: 'it’s' };
    await table.write({ profile: 'p' }, [{ do: 'put', row: { day: 20_000, title: 'it’s', ...values } }]);
    assert.deepEqual(await table.get(key), { ...key, ...values });
    assert.equal(await table.get({ ...key, profile: 'q' }), undefined);
    assert.equal(await table.get({ ...key, title: 'its' }), undefined);
  });

  test(`${name}: an update changes what it names, and a row lives by its put or by a value`, async (t) => {
    const { table } = await opened(t);
    const key = { profile: 'p', day: 1, title: 'a' };
    await table.write(key, [one]);
    await table.write(key, [{ do: 'update', row: { day: 1, title: 'a', position: 11, note: null } }]);
    const { do: _, ...put } = one;
    assert.deepEqual(await table.get(key), { profile: 'p', ...put.row, position: 11, note: null });
    const other = { ...key, title: 'b' };
    await table.write(key, [{ do: 'update', row: { day: 1, title: 'b', position: 1 } }]);
    assert.equal((await table.get(other))?.position, 1);
    await table.write(key, [{ do: 'update', row: { day: 1, title: 'b', position: null } }]);
    assert.equal(await table.get(other), undefined);
  });

  test(`${name}: whatever order writes and deletions come in, and however often, write times decide`, async (t) => {
    const { table } = await opened(t);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(history, slices, async (batches, wanted) => {
        const profile = `run ${run++}`;
        for (const batch of batches) await table.write({ profile }, batch);
        await table.write({ profile }, batches[0] ?? []);
        const model = naive(profile, batches.flat());
        assert.deepEqual(await allOf(table, profile, { limit: 3 }), model);
        for (const { slice, keeps } of wanted) {
          const expected = model.filter(keeps);
          if (slice.reverse) expected.reverse();
          assert.deepEqual(await allOf(table, profile, slice), expected);
        }
        assert.equal((await table.measure({ profile })).rows, model.length);
      }),
      { numRuns: 25 },
    );
  });

  test(`${name}: pages keep within their bytes and go on where they ended, also past what was deleted`, async (t) => {
    const { table } = await opened(t);
    const note = 'x'.repeat(1000);
    const put = (title: number) => ({ do: 'put', row: { ...one.row, title: `t${100 + title}`, note } }) as const;
    await table.write(
      { profile: 'p' },
      Array.from({ length: 60 }, (_, n) => put(n)),
    );
    const first = await table.read({ profile: 'p' }, { limit: 50, maxBytes: 5_500 });
    assert.ok(first.rows.length <= 6 && first.next !== undefined, `${first.rows.length} rows`);
    await table.write({ profile: 'p' }, [{ do: 'delete-range', within: { day: 1 }, to: { title: 't120' } }]);
    const rest = await allOf(table, 'p', { limit: 50, maxBytes: 5_500, after: first.next });
    assert.deepEqual(
      rest.map(({ title }) => title),
      Array.from({ length: 40 }, (_, n) => `t${120 + n}`),
    );
    const { rows, bytes } = await table.measure({ profile: 'p' });
    assert.equal(rows, 40);
    assert.ok(bytes > 40_000 && bytes < 60_000, `${bytes}`);
  });

  test(`${name}: a partition's deletion takes all of it, and nothing of another`, async (t) => {
    const { table } = await opened(t);
    for (const profile of ['p', 'q']) await table.write({ profile }, [one]);
    await table.write({ profile: 'p' }, [{ do: 'delete-range' }]);
    assert.deepEqual(await allOf(table, 'p'), []);
    assert.equal((await allOf(table, 'q')).length, 1);
    await table.write({ profile: 'p' }, [one]);
    assert.equal((await allOf(table, 'p')).length, 1);
  });

  test(`${name}: a batch that is refused leaves nothing`, async (t) => {
    const { table } = await opened(t);
    const refusals = [
      { do: 'put', row: { ...one.row, position: 1.5 } },
      { do: 'put', row: { ...one.row, position: undefined } },
      { do: 'put', row: { ...one.row, elsewhere: 1 } },
      { do: 'put', row: { ...one.row, title: undefined } },
      { do: 'put', row: one.row, ttlSeconds: 0.5 },
      { do: 'put', row: one.row, at: -1 },
      { do: 'delete-range', from: { title: 'without its day' } },
    ];
    for (const refusal of refusals)
      await assert.rejects(table.write({ profile: 'p' }, [one, refusal as typeof one]), (error) =>
        hasCode(error, 'rows.refused'),
      );
    const long = { do: 'put', row: { ...one.row, note: 'x'.repeat(1024 * 1024) } } as const;
    await assert.rejects(table.write({ profile: 'p' }, [one, long]), (error) => hasCode(error, 'rows.too-large'));
    assert.deepEqual(await allOf(table, 'p'), []);
  });

  test(
    `${name}: what has run out is not seen, its column or its row, and what is written later lasts`,
    needsClock,
    async (t) => {
      const { table, pass } = await opened(t);
      const key = { profile: 'p', day: 1, title: 'a' };
      await table.write(key, [{ ...one, ttlSeconds: 100 }]);
      await table.write(key, [{ do: 'put', row: { ...one.row, title: 'b' } }]);
      await table.write(key, [{ do: 'update', row: { day: 1, title: 'b', note: 'short' }, ttlSeconds: 50 }]);
      pass(60);
      assert.deepEqual(
        (await allOf(table, 'p')).map(({ title, note }) => [title, note]),
        [
          ['a', 'n'],
          ['b', null],
        ],
      );
      pass(60);
      assert.deepEqual(
        (await allOf(table, 'p')).map(({ title }) => title),
        ['b'],
      );
      assert.equal(await table.get(key), undefined);
      assert.equal((await table.measure(key)).rows, 1);
      await table.write(key, [one]);
      pass(1000);
      assert.equal((await allOf(table, 'p')).length, 2);
    },
  );

  test(`${name}: a table's time to live is that of writes which say none`, needsClock, async (t) => {
    const { rows, pass } = await opened(t);
    const brief = await rows.table({ ...viewings, name: 'brief', ttlSeconds: 10 });
    await brief.write({ profile: 'p' }, [one, { ...one, row: { ...one.row, title: 'b' }, ttlSeconds: 100 }]);
    pass(11);
    assert.deepEqual(
      (await brief.read({ profile: 'p' }, { limit: 10 })).rows.map(({ title }) => title),
      ['b'],
    );
  });

  test(
    `${name}: of many conditional writes at once one is applied, and the others are shown its row`,
    needsConditions,
    async (t) => {
      const { table } = await opened(t);
      const key = { profile: 'p', day: 1, title: 'a' };
      const { day: _day, title: _title, ...columns } = one.row;
      const claims = Array.from({ length: 10 }, (_, n) => attempt(table, key, 'absent', { ...columns, position: n }));
      const won = (await Promise.all(claims)).flatMap((mine, n) => (mine ? [n] : []));
      assert.equal(won.length, 1);
      assert.equal((await table.get(key))?.position, won[0]);
      const position = won[0] ?? 0;
      assert.equal(await attempt(table, key, { position: position + 1 }, { ...columns, position: 50 }), false);
      assert.equal(await attempt(table, key, { position }, { ...columns, position: 50 }), true);
      assert.equal(await attempt(table, { ...key, title: 'none' }, 'present', columns), false);
    },
  );

  test(`${name}: a new version's column appears beside an old version's rows, and the old version leaves it alone`, async (t) => {
    const { rows, table } = await opened(t);
    const key = { profile: 'p', day: 1, title: 'a' };
    await table.write(key, [one]);
    const newer = await rows.table({ ...viewings, columns: { ...viewings.columns, device: 'text' } });
    assert.equal((await newer.get(key))?.device, null);
    await newer.write(key, [{ do: 'update', row: { day: 1, title: 'a', device: 'tv' } }]);
    await table.write(key, [{ do: 'update', row: { day: 1, title: 'a', position: 99 } }]);
    const row = await newer.get(key);
    assert.deepEqual([row?.device, row?.position, row?.note], ['tv', 99, 'n']);
    await assert.rejects(rows.table({ ...viewings, clustering: { day: 'integer' } }), (error) =>
      hasCode(error, 'rows.table-differs'),
    );
    await assert.rejects(rows.table({ ...viewings, columns: { position: 'text' } }), (error) =>
      hasCode(error, 'rows.table-differs'),
    );
  });

  test(`${name}: a table without clustering columns has one row a partition`, async (t) => {
    const { rows } = await opened(t);
    const blobs = await rows.table({
      name: 'blobs',
      partition: { id: 'text', part: 'integer' },
      clustering: {},
      columns: { data: 'bytes' },
    });
    const key = { id: 'x', part: 3 };
    const data = new Uint8Array(900_000).fill(7);
    await blobs.write(key, [{ do: 'put', row: { data } }]);
    assert.deepEqual(await blobs.get(key), { ...key, data });
    await blobs.write(key, [{ do: 'put', row: { data: new Uint8Array() } }]);
    assert.deepEqual((await blobs.read(key, { limit: 10 })).rows, [{ ...key, data: new Uint8Array() }]);
    await blobs.write(key, [{ do: 'delete', row: {} }]);
    assert.equal(await blobs.get(key), undefined);
  });

  edges(adapter);

  test(`${name}: kill -9 loses nothing that was acknowledged, and no half of a batch is left`, async (t) => {
    const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
    t.diagnostic(`seed ${seed}`);
    const { place, remove } = await adapter.newPlace();
    t.after(remove);
    await killWriting(adapter, { place, rounds: 2, seed });
  });
}

/** All pages of a slice; each within its limit. */
async function allOf(
  table: Table<typeof viewings>,
  profile: string,
  slice: Slice<typeof viewings> = { limit: 100 },
): Promise<Viewing[]> {
  const found: Viewing[] = [];
  for (let { after } = slice; ; ) {
    const page: Page<Row<typeof viewings>> = await table.read({ profile }, { ...slice, after });
    assert.ok(page.rows.length <= slice.limit);
    found.push(...page.rows);
    if (page.next === undefined) return found;
    after = page.next;
  }
}

/** True where it was applied, also where only reading the row back can tell. */
async function attempt(
  table: Table<typeof viewings>,
  key: { readonly profile: string; readonly day: number; readonly title: string },
  condition: 'absent' | 'present' | { readonly position: number },
  columns: Omit<typeof one.row, 'day' | 'title' | 'position'> & { readonly position: number },
): Promise<boolean> {
  for (;;) {
    try {
      const outcome = await table.writeIf?.(key, condition, { do: 'put', columns });
      assert.ok(outcome !== undefined);
      if (outcome.applied) return true;
      return compare(outcome.row?.position, columns.position) === 0;
    } catch (error) {
      if (!hasCode(error, 'rows.uncertain')) throw error;
    }
  }
}
