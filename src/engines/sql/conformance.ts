import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { type Kysely, sql as raw } from 'kysely';
import { moduleBeside, startKillable } from '../../host/index.ts';
import { hasCode, systemClock } from '../../kit/index.ts';
import type { AnyTables, Sql, SqlCapabilities } from './index.ts';
import { makeTell, pendingEvents } from './ledger/outbox.ts';
import { change, sure } from './testing/change.ts';
import { killCounting, verifyCounts } from './testing/kill.ts';
import { type SqlAdapter, type SuiteTables, suiteMigrations } from './testing/tables.ts';

/** What every adapter of the sql port promises, as far as its capabilities go. */
export function conformance(adapter: SqlAdapter): void {
  const promise = promises(adapter);

  promise('what a transaction wrote is read after it, and is there after opening again', async (t) => {
    const place = await placed(t, adapter);
    const first = await adapter.open<SuiteTables>(place, suiteMigrations);
    const answer = await change(first, async (tx) => {
      await tx.insertInto('counters').values({ name: 'x', n: 7 }).execute();
      return 'done';
    });
    assert.equal(answer, 'done');
    assert.equal(await numberOf(first, 'x'), 7);
    await first.close();
    assert.equal(await numberOf(await opened(t, adapter, place), 'x'), 7);
  });

  promise('a transaction that throws leaves nothing and throws just that', async (t) => {
    const store = await opened(t, adapter);
    const failure = new Error('mine');
    const attempt = change(store, async (tx) => {
      await tx.insertInto('counters').values({ name: 'x', n: 1 }).execute();
      throw failure;
    });
    await assert.rejects(attempt, (error) => error === failure);
    assert.equal(await numberOf(store, 'x'), undefined);
  });

  promise('of many transactions at once the failing ones are undone alone', async (t) => {
    const store = await opened(t, adapter);
    await put(store, { x: 0 });
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) =>
        change(store, async (tx) => {
          await tx.updateTable('counters').set({ n: raw<number>`n + 1` }).where('name', '=', 'x').execute();
          if (index % 3 === 0) throw new Error('undo');
        }),
      ),
    );
    const kept = results.filter(({ status }) => status === 'fulfilled').length;
    assert.equal(kept, 66);
    assert.equal(await numberOf(store, 'x'), kept);
  });

  promise('a read outside sees nothing of an open transaction, one inside sees all of it', async (t) => {
    const store = await opened(t, adapter);
    await change(store, async (tx) => {
      await tx.insertInto('counters').values({ name: 'x', n: 1 }).execute();
      assert.equal(await numberOf(store, 'x'), undefined);
      const inside = await tx.selectFrom('counters').select('n').where('name', '=', 'x').executeTakeFirst();
      assert.equal(inside?.n, 1);
    });
    assert.equal(await numberOf(store, 'x'), 1);
  });

  promise('who locks a row and writes what follows from it loses nobody else’s change', async (t) => {
    const store = await opened(t, adapter);
    await put(store, { x: 0 });
    const counted = Array.from({ length: 50 }, () =>
      change(store, async (tx) => {
        const row = await store.lock(tx, 'counters', { name: 'x' });
        await tx
          .updateTable('counters')
          .set({ n: (row?.n ?? -1) + 1 })
          .where('name', '=', 'x')
          .execute();
        return row?.n;
      }),
    );
    const seen = (await Promise.all(counted)).sort((a = 0, b = 0) => a - b);
    assert.deepEqual(seen, [...seen.keys()]);
    assert.equal(await numberOf(store, 'x'), 50);
  });

  promise('who locks before reading anything reads what others had written under the same lock', async (t) => {
    const store = await opened(t, adapter);
    await put(store, { gate: 0, x: 0 });
    const counted = Array.from({ length: 50 }, () =>
      change(store, async (tx) => {
        await store.lock(tx, 'counters', { name: 'gate' });
        const row = await tx.selectFrom('counters').select('n').where('name', '=', 'x').executeTakeFirst();
        const n = (row?.n ?? -1) + 1;
        await tx.updateTable('counters').set({ n }).where('name', '=', 'x').execute();
      }),
    );
    await Promise.all(counted);
    assert.equal(await numberOf(store, 'x'), 50);
  });

  promise('what was locked stands until the end, although another row is written', async (t) => {
    const store = await opened(t, adapter);
    const leave = (who: 'a' | 'b', other: 'a' | 'b') =>
      change(store, async (tx) => {
        // Whoever is there may go unless the other has gone: of two who look at once, one stays.
        if ((await store.lock(tx, 'counters', { name: other }))?.n !== 1) return;
        await tx.updateTable('counters').set({ n: 0 }).where('name', '=', who).execute();
      });
    for (let round = 0; round < 20; round += 1) {
      await put(store, { a: 1, b: 1 });
      await Promise.all([leave('a', 'b'), leave('b', 'a')]);
      assert.equal(((await numberOf(store, 'a')) ?? 0) + ((await numberOf(store, 'b')) ?? 0), 1);
    }
  });

  promise('a lock finds a row by all of its keys, and tells where there is none', async (t) => {
    const store = await opened(t, adapter);
    await change(store, (tx) =>
      tx
        .insertInto('pairs')
        .values([1, 2].map((other) => ({ one: 'x', other, text: `x${other}` })))
        .execute(),
    );
    const found = await change(store, async (tx) => [
      await store.lock(tx, 'pairs', { one: 'x', other: 2 }),
      await store.lock(tx, 'pairs', { one: 'x', other: 3 }),
    ]);
    assert.deepEqual(found, [{ one: 'x', other: 2, text: 'x2' }, undefined]);
  });

  promise('of many who make the same row at once, one does', async (t) => {
    const store = await opened(t, adapter);
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        change(store, async (tx) => {
          if ((await store.lock(tx, 'counters', { name: 'x' })) !== undefined) return 0;
          return Number(await store.insertOnce(tx, 'counters', { row: { name: 'x', n }, keys: ['name'] }));
        }),
      ),
    );
    assert.equal(
      made.reduce((sum, one) => sum + one, 0),
      1,
    );
  });

  promise('what several pick at once is picked once, and all of it in the end', async (t) => {
    const store = await opened(t, adapter);
    await change(store, (tx) =>
      tx
        .insertInto('entries')
        .values(Array.from({ length: 40 }, (_, n) => ({ name: 'waiting', n })))
        .execute(),
    );
    const picked: number[] = [];
    const worker = async () => {
      for (let empty = 0; empty < 20; ) {
        const mine = await change(store, (tx) => take(store, tx, 3));
        empty = mine.length === 0 ? empty + 1 : 0;
        picked.push(...mine);
      }
    };
    await Promise.all([worker(), worker(), worker()]);
    assert.deepEqual(
      picked.sort((a, b) => a - b),
      [...picked.keys()],
    );
    assert.equal(picked.length, 40);
  });

  promise('picking passes over rows that somebody holds', { needs: 'severalWriters' }, async (t) => {
    const store = await opened(t, adapter);
    await change(store, (tx) =>
      tx
        .insertInto('entries')
        .values([0, 1, 2, 3].map((n) => ({ name: 'waiting', n })))
        .execute(),
    );
    await change(store, async (tx) => {
      const held = await take(store, tx, 2);
      const others = await change(store, (other) => take(store, other, 2));
      assert.equal(new Set([...held, ...others]).size, held.length + others.length);
    });
  });

  promise('events of one key are told in the order in which their changes were kept, whoever told first', async (t) => {
    const store = await opened(t, adapter);
    await put(store, { x: 0 });
    const tell = makeTell({ sql: store, makeId: randomUUID, clock: systemClock });
    const tolds = Array.from({ length: 20 }, () =>
      change(store, async (tx) => {
        const name = randomUUID();
        await tell(tx, { topic: 'counters', type: 'counter.raised', key: 'x', payload: { name } });
        await systemClock.sleep(Math.random() * 10);
        const n = ((await store.lock(tx, 'counters', { name: 'x' }))?.n ?? -1) + 1;
        await tx.updateTable('counters').set({ n }).where('name', '=', 'x').execute();
        await tx.insertInto('entries').values({ name, n }).execute();
      }),
    );
    await Promise.all(tolds);
    const events = await sure(() => pendingEvents(store as unknown as Sql<AnyTables>, 100));
    const entries = await sure(() => store.db.selectFrom('entries').selectAll().execute());
    const order = events.map(({ payload }) => entries.find(({ name }) => name === Object(payload).name)?.n);
    assert.deepEqual(
      order,
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  promise('a read is as fresh as the last commit of anybody, a stale one comes to it', async (t) => {
    const place = await placed(t, adapter);
    const [one, other] = [await opened(t, adapter, place), await opened(t, adapter, place)];
    await put(one, { x: 0 });
    for (let n = 1; n <= 30; n += 1) {
      await change(one, (tx) => tx.updateTable('counters').set({ n }).where('name', '=', 'x').execute());
      assert.equal(await numberOf(other, 'x'), n);
    }
    const stale = other.stale.selectFrom('counters').select('n').where('name', '=', 'x');
    while ((await sure(() => stale.executeTakeFirstOrThrow())).n !== 30);
  });

  promise('all see the same time, inside and outside of a transaction', async (t) => {
    const store = await opened(t, adapter);
    const before = Date.now();
    const times = [await sure(() => store.now(store.db)), await change(store, (tx) => store.now(tx))];
    for (const time of times) {
      assert.ok(Number.isSafeInteger(time), `${time} is whole milliseconds`);
      if (!adapter.capabilities.ownClock) assert.ok(time >= before && time <= Date.now());
    }
  });

  promise('upsert overwrites by key, insertOnce keeps what was first', async (t) => {
    const store = await opened(t, adapter);
    const keys = ['name'] as const;
    const once = (name: string, n: number) =>
      change(store, (tx) => store.insertOnce(tx, 'counters', { row: { name, n }, keys }));
    for (const n of [1, 2]) await change(store, (tx) => store.upsert(tx, 'counters', { row: { name: 'x', n }, keys }));
    assert.equal(await numberOf(store, 'x'), 2);
    assert.equal(await once('x', 3), false);
    assert.equal(await once('y', 4), true);
    await sure(() => store.upsert(store.db, 'counters', { row: { name: 'z', n: 6 }, keys }));
    assert.equal(await sure(() => store.insertOnce(store.db, 'counters', { row: { name: 'z', n: 7 }, keys })), false);
    assert.deepEqual([await numberOf(store, 'x'), await numberOf(store, 'y'), await numberOf(store, 'z')], [2, 4, 6]);
  });

  promise('a row that has another’s unique key takes no other’s place: sql.constraint', async (t) => {
    const store = await opened(t, adapter);
    const keys = ['name'] as const;
    const note = new Uint8Array([0, 255, 39, 92]);
    const sit = (name: string, seat: number) => ({ row: { name, seat, note }, keys });
    for (const name of ['x', 'y'])
      await change(store, (tx) => store.upsert(tx, 'seats', sit(name, name === 'x' ? 1 : 2)));
    await refused('sql.constraint', () => change(store, (tx) => store.upsert(tx, 'seats', sit('z', 1))));
    await refused('sql.constraint', () => change(store, (tx) => store.insertOnce(tx, 'seats', sit('z', 2))));
    await refused('sql.constraint', () => change(store, (tx) => store.upsert(tx, 'seats', sit('x', 2))));
    const rows = await sure(() => store.db.selectFrom('seats').selectAll().orderBy('name').execute());
    assert.deepEqual(rows, [sit('x', 1).row, sit('y', 2).row]);
  });

  promise('sums, averages and counts are numbers; what is not there is null', async (t) => {
    const store = await opened(t, adapter);
    await change(store, (tx) =>
      tx
        .insertInto('entries')
        .values([1, 2, 4].map((n) => ({ name: 'a', n })))
        .execute(),
    );
    const { rows } = await sure(() =>
      raw`select sum(n) as sum, count(*) as count, max(n) as most, sum(n) > 6 as more, max(id) - max(id) as nought
        from entries`.execute(store.db),
    );
    assert.deepEqual(rows, [{ sum: 7, count: 3, most: 4, more: 1, nought: 0 }]);
    const { rows: none } = await sure(() =>
      raw`select sum(n) as sum, max(n) as most from entries where name = 'b'`.execute(store.db),
    );
    assert.deepEqual(none, [{ sum: null, most: null }]);
  });

  promise('backslashes, quotes and percent signs are characters like any other', async (t) => {
    const store = await opened(t, adapter);
    const names = ['a\\', "a\\'; drop table counters; -- ", 'a%', '100%\\', '\\n', '`"'];
    await put(store, Object.fromEntries(names.map((name, n) => [name, n])));
    for (const [n, name] of names.entries()) assert.equal(await numberOf(store, name), n);
    const { rows } = await sure(() =>
      raw<{ name: string }>`select name from counters where name like ${'a!%%'} escape '!'`.execute(store.db),
    );
    assert.deepEqual(rows, [{ name: 'a%' }]);
    const { rows: literal } = await sure(() =>
      raw`select name from counters where name = ${raw.lit('a\\')}`.execute(store.db),
    );
    assert.deepEqual(literal, [{ name: 'a\\' }]);
  });

  promise('after a conflict nothing of a transaction is kept, although its body goes on', async (t) => {
    const store = await opened(t, adapter);
    await put(store, { x: 0, y: 0 });
    const both = (one: string, other: string, mark: string) =>
      store.transaction(async (tx) => {
        const raise = (name: string) =>
          tx.updateTable('counters').set({ n: raw<number>`n + 1` }).where('name', '=', name).execute();
        await raise(one);
        await systemClock.sleep(20);
        await raise(other).catch(() => undefined);
        await tx
          .insertInto('marks')
          .values({ token: mark })
          .execute()
          .catch(() => undefined);
      });
    let kept = 0;
    for (let round = 0; round < 5; round += 1) {
      const marks = [`a${round}`, `b${round}`] as const;
      const ended = await Promise.allSettled([both('x', 'y', marks[0]), both('y', 'x', marks[1])]);
      const rows = await sure(() => store.db.selectFrom('marks').select('token').where('token', 'in', marks).execute());
      kept += rows.length;
      for (const [index, one] of ended.entries()) {
        const isKept = rows.some(({ token }) => token === marks[index]);
        if (one.status === 'fulfilled') assert.ok(isKept, 'what was acknowledged is kept');
        else assert.ok(!isKept || hasCode(one.reason, 'sql.uncertain'), 'what was refused is not');
      }
      assert.deepEqual([await numberOf(store, 'x'), await numberOf(store, 'y')], [kept, kept]);
    }
  });

  promise('statements tell how many rows they changed', async (t) => {
    const store = await opened(t, adapter);
    const [updated, deleted] = await change(store, async (tx) => {
      await tx
        .insertInto('entries')
        .values(['a', 'b', 'c'].map((lane) => ({ name: lane, n: 1 })))
        .execute();
      return [
        await tx.updateTable('entries').set({ n: 2 }).where('name', '!=', 'a').executeTakeFirst(),
        await tx.deleteFrom('entries').where('n', '=', 2).executeTakeFirst(),
      ];
    });
    assert.deepEqual([updated?.numUpdatedRows, deleted?.numDeletedRows], [2n, 2n]);
  });

  promise('texts are the same where their bytes are, and stand in the order of these', async (t) => {
    const store = await opened(t, adapter);
    const names = ['A', 'a', 'a ', 'ab', '\u00e1', 'a\u0301', 'ß', 'ss', '🎬'];
    await put(store, Object.fromEntries(names.map((name, n) => [name, n])));
    const rows = await sure(() =>
      store.db.selectFrom('counters').select('name').where('name', '!=', 'migrated').orderBy('name').execute(),
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
    assert.equal(await numberOf(store, 'a '), 2);
  });

  promise('long text comes back whole', async (t) => {
    const store = await opened(t, adapter);
    const text = 'Ein Film, 映画, 🎬. '.repeat(20_000);
    await change(store, (tx) => tx.insertInto('pairs').values({ one: 'x', other: 1, text }).execute());
    const row = await sure(() => store.db.selectFrom('pairs').select('text').executeTakeFirstOrThrow());
    assert.ok(row.text === text);
  });

  promise('integers are exact up to 2^53 and refused beyond', async (t) => {
    const store = await opened(t, adapter);
    await put(store, { x: Number.MAX_SAFE_INTEGER });
    assert.equal(await numberOf(store, 'x'), Number.MAX_SAFE_INTEGER);
    await refused('sql.unsafe-integer', () => put(store, { y: 2 ** 53 }));
  });

  promise('booleans, dates and objects are refused, not bent', async (t) => {
    const store = await opened(t, adapter);
    for (const value of [true, new Date(0), { a: 1 }, Number.NaN])
      await refused('sql.bad-value', () => put(store, { x: value as never }));
  });

  promise('a second row with a unique key is sql.constraint', async (t) => {
    const store = await opened(t, adapter);
    const insert = () => change(store, (tx) => tx.insertInto('counters').values({ name: 'x', n: 1 }).execute());
    await insert();
    await refused('sql.constraint', insert);
  });

  promise('a database with a step that the program does not know is refused', async (t) => {
    const place = await placed(t, adapter);
    await (await adapter.open(place, suiteMigrations)).close();
    await refused('sql.newer-database', () => adapter.open(place, suiteMigrations.slice(0, 1)));
  });

  promise('a migration that fails is gone on with, or made again, once it is mended', async (t) => {
    const place = await placed(t, adapter);
    const fourth = (fails: boolean) => ({
      name: '0005-fourth',
      steps: [
        (db: Kysely<SuiteTables>) => db.schema.createTable('fourth').addColumn('id', 'integer').execute(),
        async (db: Kysely<SuiteTables>) => {
          await db.insertInto('counters').values({ name: 'fourth', n: 1 }).execute();
          if (fails) throw new Error('broken step');
        },
      ],
    });
    await refused('sql.migration-failed', () => adapter.open(place, [...suiteMigrations, fourth(true)]));
    const store = await adapter.open<SuiteTables>(place, [...suiteMigrations, fourth(false)]);
    t.after(() => store.close());
    assert.equal(await numberOf(store, 'fourth'), 1);
  });

  promise('a migration that fails leaves nothing', { needs: 'transactionalSchema' }, async (t) => {
    const place = await placed(t, adapter);
    const create = (db: Kysely<SuiteTables>) => db.schema.createTable('fourth').addColumn('id', 'integer').execute();
    const fail = () => Promise.reject(new Error('broken step'));
    const broken = { name: '0005-fourth', steps: [create, fail] };
    await refused('sql.migration-failed', () => adapter.open(place, [...suiteMigrations, broken]));
    const other = { name: '0005-other', steps: [create] };
    await (await adapter.open(place, [...suiteMigrations, other])).close();
  });

  promise(
    'processes that start at once make each step once, and count together without loss',
    { needs: 'severalProcesses' },
    async (t) => {
      const place = await placed(t, adapter);
      const child = moduleBeside(import.meta.url, './testing/child');
      const children = ['one', 'one', 'two'].map((lane) => startKillable(child, [adapter.module, place, lane, '20']));
      assert.deepEqual(await Promise.all(children.map(({ ended }) => ended)), [0, 0, 0]);
      const lines = children.flatMap((each) => each.lines);
      assert.equal(new Set(lines).size, 3 * 4 * 20);
      await verifyCounts(adapter, place, lines);
      const store = await opened(t, adapter, place);
      assert.deepEqual([await numberOf(store, 'one-a'), await numberOf(store, 'two-a')], [40, 20]);
      assert.equal(await numberOf(store, 'migrated'), 1);
    },
  );

  promise('kill -9 loses no acknowledged transaction and leaves none by half', async (t) => {
    const seed = Date.now() % 2 ** 31;
    t.diagnostic(`seed ${seed}`);
    await killCounting(adapter, { place: await placed(t, adapter), rounds: 3, seed });
  });
}

type Promised = (t: TestContext) => Promise<void>;

interface Needs {
  readonly needs: keyof SqlCapabilities;
}

/** A case of the suite; left out, with the reason said, where the adapter cannot do what it needs. */
function promises({ name, capabilities }: SqlAdapter) {
  return (promise: string, ...rest: readonly [Promised] | readonly [Needs, Promised]) => {
    const [needs, hold] = rest.length === 1 ? [undefined, rest[0]] : [rest[0].needs, rest[1]];
    const skip = needs === undefined || capabilities[needs] ? false : `${name} has not: ${needs}`;
    test(`sql/${name}: ${promise}`, { skip }, hold);
  };
}

async function placed(t: TestContext, adapter: SqlAdapter): Promise<string> {
  const place = await adapter.newPlace();
  t.after(() => adapter.dropPlace(place));
  return place;
}

async function opened(t: TestContext, adapter: SqlAdapter, place?: string): Promise<Sql<SuiteTables>> {
  const store = await adapter.open<SuiteTables>(place ?? (await placed(t, adapter)), suiteMigrations);
  t.after(() => store.close());
  return store;
}

function numberOf(store: Sql<SuiteTables>, name: string): Promise<number | undefined> {
  const query = store.db.selectFrom('counters').select('n').where('name', '=', name);
  return sure(async () => (await query.executeTakeFirst())?.n);
}

/** Puts counters where they are to stand. */
async function put(store: Sql<SuiteTables>, counters: Readonly<Record<string, number>>): Promise<void> {
  await change(store, async (tx) => {
    for (const [name, n] of Object.entries(counters))
      await store.upsert(tx, 'counters', { row: { name, n }, keys: ['name'] });
  });
}

/** Takes what waits, up to a number of it. */
async function take(store: Sql<SuiteTables>, tx: Kysely<SuiteTables>, most: number): Promise<number[]> {
  const waiting = tx.selectFrom('entries').selectAll().where('name', '=', 'waiting').orderBy('id').limit(most);
  const rows = await store.pick(waiting);
  for (const { id } of rows) await tx.updateTable('entries').set({ name: 'taken' }).where('id', '=', id).execute();
  return rows.map(({ n }) => n);
}

async function refused(code: string, attempt: () => Promise<unknown>): Promise<void> {
  await assert.rejects(attempt, (error) => hasCode(error, code));
}
