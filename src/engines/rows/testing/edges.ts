import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { hasCode, systemClock } from '../../../kit/index.ts';
import type { Bounds, Condition, ConditionalChange, Row, Slice, Table } from '../index.ts';
import { encodeKey } from '../key.ts';
import { clusteringOf, rangeOf } from '../plan.ts';
import type { RowsAdapter } from './adapter.ts';

const mixed = {
  name: 'mixed',
  partition: { p: 'text' },
  clustering: { a: 'integer descending', b: 'text', c: 'integer descending' },
  columns: { note: 'text' },
} as const;

/** Names that are words of some engine's language. */
const words = {
  name: 'order',
  partition: { from: 'text', token: 'integer' },
  clustering: { key: 'integer', group: 'text descending' },
  columns: { select: 'text', ttl: 'integer', writetime: 'real', null: 'boolean', values: 'bytes' },
} as const;

const claims = {
  name: 'claims',
  partition: { id: 'text' },
  clustering: { n: 'integer' },
  columns: { owner: 'text', count: 'integer' },
} as const;

const blobs = {
  name: 'large',
  partition: { id: 'text' },
  clustering: { n: 'integer' },
  columns: { data: 'bytes' },
} as const;

/** Where engines are likely to differ: the suite's cases of it. */
export function edges(adapter: RowsAdapter): void {
  const { name, capabilities } = adapter;
  const needsConditions = !capabilities.conditional
    ? { skip: 'the engine has no conditional writes' }
    : !capabilities.answers
      ? { skip: 'an answer may be lost, and with it what was applied' }
      : {};
  const needsItsClock = capabilities.ownClock ? { skip: 'time to live goes by our clock: the case before' } : {};

  async function opened(t: TestContext) {
    const { place, remove } = await adapter.newPlace();
    const rows = await adapter.open(place);
    t.after(async () => {
      await rows.close();
      await remove();
    });
    return { rows, place };
  }

  test(`${name}: slices and deletions of ranges keep to the table's order, whatever the directions of its columns`, async (t) => {
    const { rows } = await opened(t);
    const table = await rows.table(mixed);
    const keys = [0, 1, 2].flatMap((a) => ['', 'b', 'ß'].flatMap((b) => [-1, 0, 1].map((c) => ({ a, b, c }))));
    const put = (p: string, at: number) =>
      table.write(
        { p },
        keys.map((key) => ({ do: 'put', row: { ...key, note: 'n' } })),
        { at },
      );
    const all: readonly Bounds<typeof mixed>[] = [
      {},
      { from: { a: 1, b: 'b', c: 0 }, to: { a: 1, b: 'ß', c: 0 } },
      { from: { a: 2, b: 'b', c: 0 }, to: { a: 0, b: 'b' } },
      { from: { a: 2, b: 'ß', c: -1 }, to: { a: 0, b: 'b', c: 0 } },
      { from: { a: 1 }, to: { a: 1, b: 'ß', c: 1 } },
      { within: { a: 1 }, from: { b: 'b', c: 0 } },
      { within: { a: 1, b: '' }, to: { c: -1 } },
      { within: { a: 0, b: 'b', c: 1 } },
      { from: { a: 0 }, to: { a: 2 } },
      { to: { a: 1, b: '', c: -1 } },
    ];
    for (const [n, bounds] of all.entries()) {
      const expected = rowsIn(keys, bounds);
      const p = `p${n}`;
      await put(p, 1);
      for (const limit of [2, 100]) {
        assert.deepEqual(await keysOf(table, p, { ...bounds, limit }), expected);
        assert.deepEqual(await keysOf(table, p, { ...bounds, limit, reverse: true }), expected.toReversed());
      }
      await table.write({ p }, [{ do: 'delete-range', ...bounds, at: 2 }]);
      const left = rowsIn(keys, {}).filter(
        (key) => !expected.some((gone) => JSON.stringify(gone) === JSON.stringify(key)),
      );
      assert.deepEqual(await keysOf(table, p, { limit: 100 }), left);
    }
  });

  test(`${name}: columns may be called by any word, and hold the ends of their types`, async (t) => {
    const { rows } = await opened(t);
    const table = await rows.table(words);
    const partition = { from: '\0', token: Number.MIN_SAFE_INTEGER };
    const row = {
      ...{ key: Number.MAX_SAFE_INTEGER, group: '', select: '', ttl: Number.MIN_SAFE_INTEGER },
      ...{ writetime: -1.5e300, null: false, values: new Uint8Array([0, 128, 255]) },
    };
    await table.write(partition, [{ do: 'put', row }]);
    assert.deepEqual(await table.get({ ...partition, key: row.key, group: '' }), { ...partition, ...row });
    await table.write(partition, [{ do: 'update', row: { key: row.key, group: '', select: 'x', ttl: null } }]);
    const page = await table.read(partition, { within: { key: row.key }, limit: 10, reverse: true });
    assert.deepEqual(page.rows, [{ ...partition, ...row, select: 'x', ttl: null }]);
    for (const none of ['', '\ud800'])
      await assert.rejects(table.read({ ...partition, from: none }, { limit: 1 }), (error) =>
        hasCode(error, 'rows.refused'),
      );
    await assert.rejects(table.read(partition, { limit: 1, after: 'elsewhere' }), (error) =>
      hasCode(error, 'rows.refused'),
    );
  });

  test(`${name}: rows of a mebibyte are written four at once, and read a page of bytes at a time`, async (t) => {
    const { rows } = await opened(t);
    const table = await rows.table(blobs);
    const data = new Uint8Array(1024 * 1024 - 100).fill(7);
    for (const first of [0, 3, 6]) {
      const batch = [0, 1, 2].map((n) => ({ do: 'put', row: { n: first + n, data } }) as const);
      await table.write({ id: 'p' }, batch);
    }
    await table.write(
      { id: 'p' },
      [...Array(3).keys()].map((n) => ({ do: 'put', row: { n: n - 3, data: null } })),
    );
    let seen = 0;
    for (let after: string | undefined; ; ) {
      const page = await table.read({ id: 'p' }, { limit: 5000, maxBytes: 2_000_000, after });
      assert.ok(page.rows.filter((row) => row.data !== null).length <= 2, `${page.rows.length} rows`);
      for (const row of page.rows) if (row.data !== null) assert.deepEqual(row.data, data);
      seen += page.rows.length;
      if (page.next === undefined) break;
      after = page.next;
    }
    assert.equal(seen, 12);
    assert.equal((await table.measure({ id: 'p' })).rows, 12);
  });

  test(`${name}: many who make one table at once have the same one, with all columns that they know`, async (t) => {
    const { place } = await opened(t);
    const everybody = await Promise.all([1, 2, 3, 4, 5, 6].map(() => adapter.open(place)));
    t.after(() => Promise.all(everybody.map((rows) => rows.close())));
    const tables = await Promise.all(
      everybody.map((rows, n) =>
        rows.table({ ...claims, columns: n % 2 === 0 ? claims.columns : { ...claims.columns, device: 'text' } }),
      ),
    );
    await Promise.all(
      tables.map((table, n) =>
        (table as unknown as Table<typeof claims>).write({ id: 'p' }, [
          { do: 'update', row: { n, owner: 'me', count: n } },
        ]),
      ),
    );
    for (const table of tables) {
      const page = await (table as unknown as Table<typeof claims>).read({ id: 'p' }, { limit: 10 });
      assert.deepEqual(
        page.rows.map(({ count }) => count),
        [0, 1, 2, 3, 4, 5],
      );
    }
  });

  test(
    `${name}: a condition holds of what is there, and its change is as whole as a plain one`,
    needsConditions,
    async (t) => {
      const { rows } = await opened(t);
      const table = await rows.table(claims);
      const key = { id: 'p', n: 1 };
      const writeIf = async (condition: Condition<typeof claims>, change: ConditionalChange<typeof claims>) => {
        const outcome = await table.writeIf?.(key, condition, change);
        return outcome?.applied === false ? outcome.row : 'applied';
      };
      const nothing = { owner: null, count: null };
      assert.equal(await writeIf('present', { do: 'put', columns: nothing }), undefined);
      assert.equal(await writeIf({ owner: 'me' }, { do: 'update', columns: { count: 1 } }), undefined);
      assert.equal(await writeIf('present', { do: 'delete' }), undefined);
      assert.equal(await writeIf('absent', { do: 'put', columns: nothing }), 'applied');
      assert.deepEqual(await table.get(key), { ...key, ...nothing });
      assert.deepEqual(await writeIf('absent', { do: 'put', columns: nothing }), { ...key, ...nothing });
      assert.equal(await writeIf({ owner: null }, { do: 'update', columns: { owner: 'me' } }), 'applied');
      assert.deepEqual(await writeIf({ owner: null }, { do: 'update', columns: { owner: 'you' } }), {
        ...{ ...key, owner: 'me', count: null },
      });
      assert.equal(
        await writeIf({ owner: 'me', count: null }, { do: 'put', columns: { owner: null, count: 3 } }),
        'applied',
      );
      assert.deepEqual(await table.get(key), { ...key, owner: null, count: 3 });
      assert.equal(await writeIf({ count: 3 }, { do: 'put', columns: nothing }), 'applied');
      assert.deepEqual(await table.get(key), { ...key, ...nothing });
      assert.equal(await writeIf('present', { do: 'delete' }), 'applied');
      assert.equal(await table.get(key), undefined);
      assert.equal(await writeIf({ count: null }, { do: 'update', columns: { count: 4 } }), 'applied');
      assert.deepEqual(await table.get(key), { ...key, owner: null, count: 4 });
      for (const [condition, change] of [
        ['absent', { do: 'update', columns: { count: 1 } }],
        ['absent', { do: 'delete' }],
        [{}, { do: 'delete' }],
      ] as const)
        await assert.rejects(writeIf(condition, change), (error) => hasCode(error, 'rows.refused'));
    },
  );

  test(
    `${name}: what has a time to live goes by itself, and what was written after it stays`,
    needsItsClock,
    async (t) => {
      const { rows } = await opened(t);
      const table = await rows.table({ ...claims, ttlSeconds: 1 });
      await table.write({ id: 'p' }, [
        { do: 'put', row: { n: 1, owner: 'brief', count: 1 } },
        { do: 'put', row: { n: 2, owner: 'long', count: 1 }, ttlSeconds: 3600 },
        { do: 'put', row: { n: 3, owner: 'long', count: 1 }, ttlSeconds: 3600, at: 1_000_000 },
        { do: 'update', row: { n: 3, owner: 'brief' }, at: 2_000_000 },
      ]);
      await table.write({ id: 'p' }, [{ do: 'update', row: { n: 4, owner: 'brief', count: 1 } }]);
      const seen = async () => {
        const page = await table.read({ id: 'p' }, { limit: 10 });
        return page.rows.map(({ n, owner }) => `${n} ${owner}`);
      };
      // What took its place is gone, too, and does not come back as what it was before.
      const left = ['2 long', '3 null'];
      for (let waited = 0; (await seen()).length > 2 || !(await seen()).includes('3 null'); waited += 1) {
        assert.ok(waited < 100, `${await seen()}`);
        await systemClock.sleep(200);
      }
      assert.deepEqual(await seen(), left);
      assert.equal((await table.measure({ id: 'p' })).rows, 2);
    },
  );
}

type MixedKey = { readonly a: number; readonly b: string; readonly c: number };

function rowsIn(keys: readonly MixedKey[], bounds: Bounds<typeof mixed>): MixedKey[] {
  const { low, high } = rangeOf(mixed, bounds as Bounds<never>);
  const code = (key: MixedKey) => encodeKey(clusteringOf(mixed), key);
  return keys
    .filter((key) => Buffer.compare(code(key), low) >= 0 && (!high || Buffer.compare(code(key), high) < 0))
    .toSorted((one, other) => Buffer.compare(code(one), code(other)));
}

async function keysOf(table: Table<typeof mixed>, p: string, slice: Slice<typeof mixed>): Promise<MixedKey[]> {
  const found: Row<typeof mixed>[] = [];
  for (let after: string | undefined; ; ) {
    const page = await table.read({ p }, { ...slice, after });
    found.push(...page.rows);
    if (page.next === undefined) return found.map(({ a, b, c }) => ({ a, b, c }));
    after = page.next;
  }
}
