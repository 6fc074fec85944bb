import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { sql as raw } from 'kysely';
import { moduleBeside, startKillable } from '../../host/index.ts';
import { hasCode } from '../../kit/index.ts';
import type { Sql } from './index.ts';
import { killCounting, verifyCounts } from './testing/kill.ts';
import { type SqlAdapter, type SuiteTables, suiteMigrations } from './testing/tables.ts';

/** What every adapter of the sql port promises. */
export function conformance(name: string, adapter: SqlAdapter): void {
  async function placed(t: TestContext): Promise<string> {
    const place = await mkdtemp(join(tmpdir(), 'bijou-sql-'));
    t.after(() => rm(place, { recursive: true, force: true }));
    return place;
  }

  async function opened(t: TestContext, place?: string): Promise<Sql<SuiteTables>> {
    const store = await adapter.open<SuiteTables>(place ?? (await placed(t)), suiteMigrations);
    t.after(() => store.close());
    return store;
  }

  test(`${name}: what a transaction wrote is read after it, and is there after opening again`, async (t) => {
    const place = await placed(t);
    const first = await adapter.open<SuiteTables>(place, suiteMigrations);
    const answer = await first.transaction(async (tx) => {
      await tx.insertInto('counters').values({ name: 'x', n: 7 }).execute();
      return 'done';
    });
    assert.equal(answer, 'done');
    assert.equal(await numberOf(first, 'x'), 7);
    await first.close();
    assert.equal(await numberOf(await opened(t, place), 'x'), 7);
  });

  test(`${name}: a transaction that throws leaves nothing and throws just that`, async (t) => {
    const store = await opened(t);
    const failure = new Error('mine');
    const attempt = store.transaction(async (tx) => {
      await tx.insertInto('counters').values({ name: 'x', n: 1 }).execute();
      throw failure;
    });
    await assert.rejects(attempt, (error) => error === failure);
    assert.equal(await numberOf(store, 'x'), undefined);
  });

  test(`${name}: of many transactions at once the failing ones are undone alone`, async (t) => {
    const store = await opened(t);
    await store.db.insertInto('counters').values({ name: 'x', n: 0 }).execute();
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) =>
        store.transaction(async (tx) => {
          await tx.updateTable('counters').set({ n: raw<number>`n + 1` }).where('name', '=', 'x').execute();
          if (index % 3 === 0) throw new Error('undo');
        }),
      ),
    );
    const kept = results.filter(({ status }) => status === 'fulfilled').length;
    assert.equal(kept, 66);
    assert.equal(await numberOf(store, 'x'), kept);
  });

  test(`${name}: a read outside sees nothing of an open transaction, one inside sees all of it`, async (t) => {
    const store = await opened(t);
    await store.transaction(async (tx) => {
      await tx.insertInto('counters').values({ name: 'x', n: 1 }).execute();
      assert.equal(await numberOf(store, 'x'), undefined);
      const inside = await tx.selectFrom('counters').select('n').where('name', '=', 'x').executeTakeFirst();
      assert.equal(inside?.n, 1);
    });
    assert.equal(await numberOf(store, 'x'), 1);
  });

  test(`${name}: upsert overwrites by key, insertOnce keeps what was first`, async (t) => {
    const store = await opened(t);
    const keys = ['name'] as const;
    await store.upsert(store.db, 'counters', { row: { name: 'x', n: 1 }, keys });
    await store.upsert(store.db, 'counters', { row: { name: 'x', n: 2 }, keys });
    assert.equal(await numberOf(store, 'x'), 2);
    assert.equal(await store.insertOnce(store.db, 'counters', { row: { name: 'x', n: 3 }, keys }), false);
    assert.equal(await store.insertOnce(store.db, 'counters', { row: { name: 'y', n: 4 }, keys }), true);
    await store.transaction(async (tx) => {
      assert.equal(await store.insertOnce(tx, 'counters', { row: { name: 'y', n: 5 }, keys }), false);
    });
    assert.deepEqual([await numberOf(store, 'x'), await numberOf(store, 'y')], [2, 4]);
  });

  test(`${name}: statements tell how many rows they changed`, async (t) => {
    const store = await opened(t);
    await store.db
      .insertInto('entries')
      .values(['a', 'b', 'c'].map((lane) => ({ name: lane, n: 1 })))
      .execute();
    const updated = await store.db.updateTable('entries').set({ n: 2 }).where('name', '!=', 'a').executeTakeFirst();
    assert.equal(updated.numUpdatedRows, 2n);
    const deleted = await store.db.deleteFrom('entries').where('n', '=', 2).executeTakeFirst();
    assert.equal(deleted.numDeletedRows, 2n);
  });

  test(`${name}: integers are exact up to 2^53 and refused beyond`, async (t) => {
    const store = await opened(t);
    await store.db.insertInto('counters').values({ name: 'x', n: Number.MAX_SAFE_INTEGER }).execute();
    assert.equal(await numberOf(store, 'x'), Number.MAX_SAFE_INTEGER);
    const beyond = store.db
      .insertInto('counters')
      .values({ name: 'y', n: 2 ** 53 })
      .execute();
    await assert.rejects(beyond, (error) => hasCode(error, 'sql.unsafe-integer'));
  });

  test(`${name}: booleans, dates and objects are refused, not bent`, async (t) => {
    const store = await opened(t);
    for (const value of [true, new Date(0), { a: 1 }, Number.NaN]) {
      const attempt = store.db
        .insertInto('counters')
        .values({ name: 'x', n: value as never })
        .execute();
      await assert.rejects(attempt, (error) => hasCode(error, 'sql.bad-value'));
    }
  });

  test(`${name}: a second row with a unique key is sql.constraint`, async (t) => {
    const store = await opened(t);
    const insert = () => store.db.insertInto('counters').values({ name: 'x', n: 1 }).execute();
    await insert();
    await assert.rejects(insert(), (error) => hasCode(error, 'sql.constraint'));
  });

  test(`${name}: a database with a step that the program does not know is refused`, async (t) => {
    const place = await placed(t);
    await (await adapter.open(place, suiteMigrations)).close();
    await assert.rejects(adapter.open(place, suiteMigrations.slice(0, 1)), (error) =>
      hasCode(error, 'sql.newer-database'),
    );
  });

  test(`${name}: a step that fails leaves nothing of itself, and is made again when mended`, async (t) => {
    const place = await placed(t);
    const third = (fails: boolean) => ({
      name: '0003-third',
      async up(db: Sql<SuiteTables>['db']) {
        await db.schema.createTable('third').addColumn('id', 'integer').execute();
        if (fails) throw new Error('broken step');
      },
    });
    await assert.rejects(adapter.open(place, [...suiteMigrations, third(true)]), (error) =>
      hasCode(error, 'sql.migration-failed'),
    );
    await (await adapter.open(place, [...suiteMigrations, third(false)])).close();
  });

  test(`${name}: processes that start at once make each step once, and count together without loss`, async (t) => {
    const place = await placed(t);
    const child = moduleBeside(import.meta.url, './testing/child');
    const children = ['one', 'one', 'two'].map((lane) => startKillable(child, [adapter.module, place, lane, '20']));
    assert.deepEqual(await Promise.all(children.map(({ ended }) => ended)), [0, 0, 0]);
    const lines = children.flatMap((each) => each.lines);
    assert.equal(new Set(lines).size, 3 * 4 * 20);
    await verifyCounts(adapter, place, lines);
    const store = await opened(t, place);
    assert.deepEqual([await numberOf(store, 'one-a'), await numberOf(store, 'two-a')], [40, 20]);
    assert.equal(await numberOf(store, 'migrated'), 1);
  });

  test(`${name}: kill -9 loses no acknowledged transaction and leaves none by half`, async (t) => {
    const seed = Date.now() % 2 ** 31;
    t.diagnostic(`seed ${seed}`);
    await killCounting(adapter, { place: await placed(t), rounds: 3, seed });
  });
}

async function numberOf(store: Sql<SuiteTables>, name: string): Promise<number | undefined> {
  return (await store.db.selectFrom('counters').select('n').where('name', '=', name).executeTakeFirst())?.n;
}
