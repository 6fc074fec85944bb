import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { type Clock, hasCode, systemClock } from '../../kit/index.ts';
import { silentLogger } from '../logger.ts';
import { openSqliteFile, type SqliteFile } from './index.ts';
import { crashThread } from './link.ts';

async function opened(t: TestContext, clock: Clock = systemClock): Promise<{ file: string; db: SqliteFile }> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-sqlite-'));
  const file = join(folder, 'deeper', 'a.sqlite');
  const db = await openSqliteFile({ file, clock, logger: silentLogger });
  t.after(async () => {
    await db.close();
    await rm(folder, { recursive: true });
  });
  await db.write({ sql: 'create table t (id integer primary key, n) strict'.replace(', n', ', n any') });
  return { file, db };
}

const insert = (id: number) => ({ sql: 'insert into t values (?, ?)', values: [id, id] });
const ids = async (db: SqliteFile) =>
  (await db.read({ sql: 'select id from t order by id' })).rows.map((row) => row.id);

test('a failing transaction among many that share a commit is undone alone', async (t) => {
  const { db } = await opened(t);
  const results = await Promise.allSettled(
    [1, 2, 3, 4, 5].map((id) =>
      db.transaction(async (run) => {
        await run(insert(id));
        if (id === 3) throw new Error('three');
        return id;
      }),
    ),
  );
  assert.deepEqual(
    results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.message)),
    [1, 2, 'three', 4, 5],
  );
  assert.deepEqual(await ids(db), [1, 2, 4, 5]);
});

test('the first of many that fails takes nobody along, nor does one that does nothing', async (t) => {
  const { db } = await opened(t);
  const results = await Promise.allSettled([
    db.transaction(async (run) => {
      await run(insert(1));
      throw new Error('one');
    }),
    db.transaction(async () => undefined),
    // Nobody waits for its statement before it is over.
    db.transaction(async (run) => void run(insert(2))),
    db.transaction(async (run) => void (await Promise.all([run(insert(3)), run(insert(4))]))),
    db.write(insert(4)),
    db.write(insert(5)),
  ]);
  assert.deepEqual(
    results.map(({ status }) => status === 'fulfilled'),
    [false, true, true, true, false, true],
  );
  assert.deepEqual(await ids(db), [2, 3, 4, 5]);
});

test('a lone write that is refused leaves no transaction open', async (t) => {
  const { db } = await opened(t);
  await db.write(insert(1));
  await assert.rejects(db.write(insert(1)), (error) => hasCode(error, 'sqlite.constraint'));
  await db.write(insert(2));
  await db.transaction((run) => run(insert(3)));
  assert.deepEqual(await ids(db), [1, 2, 3]);
});

test('a transaction whose statements come at once waits for another process, and is whole', async (t) => {
  const { db, file } = await opened(t);
  const neighbour = new DatabaseSync(file);
  neighbour.exec('BEGIN IMMEDIATE');
  const waiting = db.transaction((run) => Promise.all([run(insert(1)), run(insert(2)), run(insert(3))]));
  const next = db.transaction((run) => run(insert(4)));
  assert.deepEqual(await ids(db), []);
  neighbour.exec('COMMIT');
  neighbour.close();
  await Promise.all([waiting, next]);
  assert.deepEqual(await ids(db), [1, 2, 3, 4]);
});

test('reads do not see an open transaction of the same process', async (t) => {
  const { db } = await opened(t);
  await db.transaction(async (run) => {
    await run(insert(1));
    assert.deepEqual(await ids(db), []);
  });
  assert.deepEqual(await ids(db), [1]);
});

test('another connection that holds the lock keeps neither reads nor other files waiting', async (t) => {
  const { db, file } = await opened(t);
  const other = await opened(t);
  const neighbour = new DatabaseSync(file);
  neighbour.exec('BEGIN IMMEDIATE');
  const waiting = db.write(insert(1));
  assert.deepEqual(await ids(db), []);
  await other.db.write(insert(1));
  neighbour.exec('COMMIT');
  neighbour.close();
  await waiting;
  assert.deepEqual(await ids(db), [1]);
});

test('a statement after the end of its transaction is refused, not put into the next one', async (t) => {
  const { db } = await opened(t);
  const late = await db.transaction(async (run) => run);
  await assert.rejects(late(insert(1)), (error) => hasCode(error, 'sqlite.transaction-over'));
  assert.deepEqual(await ids(db), []);
});

test('a change outside the transaction asked for inside it fails instead of waiting for itself', async (t) => {
  const { db } = await opened(t);
  await assert.rejects(
    db.transaction(() => db.write(insert(1))),
    (error) => hasCode(error, 'sqlite.nested'),
  );
  await db.write(insert(2));
  assert.deepEqual(await ids(db), [2]);
});

test('whole numbers come back exactly, and one beyond 2^53 fails rather than lose digits', async (t) => {
  const { db, file } = await opened(t);
  await db.write({ sql: 'insert into t values (1, ?), (2, ?)', values: [Number.MAX_SAFE_INTEGER, 1.5] });
  const { rows } = await db.read({ sql: 'select n, typeof(n) as kind, ? / 2 as half from t order by id', values: [5] });
  assert.deepEqual(rows, [
    { n: Number.MAX_SAFE_INTEGER, kind: 'integer', half: 2 },
    { n: 1.5, kind: 'real', half: 2 },
  ]);
  const neighbour = new DatabaseSync(file);
  neighbour.exec('insert into t values (3, 9007199254740993)');
  neighbour.close();
  await assert.rejects(db.read({ sql: 'select n from t' }), (error) => hasCode(error, 'sqlite.unsafe-integer'));
});

test('after SQLite undoes a batch by itself, nothing of it is written and each of it is told', async (t) => {
  // Time stands still, so that all three are of one batch.
  const { db } = await opened(t, { ...systemClock, monotonic: () => 0 });
  const results = await Promise.allSettled([
    db.write(insert(1)),
    db.transaction(async (run) => {
      await run({ sql: 'insert or rollback into t values (1, 1)' }).catch(() => undefined);
      await run(insert(2)).catch(() => undefined);
    }),
    db.write(insert(3)),
  ]);
  assert.deepEqual(
    results.map((result) => result.status === 'rejected' && hasCode(result.reason, 'sqlite.constraint')),
    [true, true, false],
  );
  assert.deepEqual(await ids(db), [3]);
});

test('a commit wakes who waits, from this process or another connection', async (t) => {
  const { db, file } = await opened(t);
  const before = db.changes.version();
  const own = db.changes.since(before, { ms: 60_000 });
  await db.write(insert(1));
  await own;
  const neighbour = new DatabaseSync(file);
  t.after(() => neighbour.close());
  const waited = db.changes.since(db.changes.version(), { ms: 60_000 });
  neighbour.exec('insert into t values (2, 2)');
  await waited;
  const aborted = new AbortController();
  aborted.abort(new Error('gone'));
  await assert.rejects(db.changes.since(db.changes.version(), { ms: 60_000, signal: aborted.signal }), /gone/);
});

test('closing ends what was under way first and refuses what comes later', async (t) => {
  const { db } = await opened(t);
  const under = db.write(insert(1));
  await db.close();
  await under;
  await assert.rejects(db.read({ sql: 'select 1' }), (error) => hasCode(error, 'sqlite.closed'));
});

test('when the database thread dies, who waits is told, and the next statement starts it again', async (t) => {
  const { db } = await opened(t);
  const other = await opened(t);
  await db.write(insert(1));
  const cut = db.transaction(async (run) => {
    await run(insert(2));
    await crashThread();
    await run(insert(3));
  });
  await assert.rejects(cut, (error) => hasCode(error, 'sqlite.transaction-undone'));
  await db.write(insert(4));
  assert.deepEqual(await ids(db), [1, 4]);
  await other.db.write(insert(1));
  assert.deepEqual(await ids(other.db), [1]);
});

test('a result too long for the thread is refused, and the thread goes on', async (t) => {
  const { db } = await opened(t);
  const rows = 'with recursive n (i) as (select 1 union all select i + 1 from n where i < 10000000) select i from n';
  await assert.rejects(db.read({ sql: rows }), (error) => hasCode(error, 'sqlite.too-long'));
  await assert.rejects(db.read({ sql: "select replace(hex(zeroblob(9000000)), '00', 'aa')" }), (error) =>
    hasCode(error, 'sqlite.too-long'),
  );
  assert.deepEqual(await ids(db), []);
});
