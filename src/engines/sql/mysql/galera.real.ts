// engines: mariadb dns
// What Galera does not promise by itself, and what goes on while tables are changed.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { silentLogger } from '../../../host/index.ts';
import { hasCode, systemClock } from '../../../kit/index.ts';
import type { Migration, MigrationStep, Sql } from '../index.ts';
import { change, sure } from '../testing/change.ts';
import { addressOf, cluster, type Master } from '../testing/cluster.ts';
import { adapter, aside, databaseAt, optionsOf, service } from '../testing/mysql.ts';
import { type SuiteTables, suiteMigrations } from '../testing/tables.ts';
import { openMysql } from './open.ts';

async function opened(
  t: TestContext,
  place: string,
  changes: Readonly<Record<string, unknown>> = {},
  migrations = suiteMigrations,
): Promise<Sql<SuiteTables>> {
  const options = optionsOf(place, changes);
  const store = await openMysql<SuiteTables>({
    options,
    service,
    migrations,
    clock: systemClock,
    logger: silentLogger,
  });
  t.after(() => store.close());
  return store;
}

async function placed(t: TestContext): Promise<string> {
  await cluster.point('a');
  const place = await adapter.newPlace();
  t.after(() => adapter.dropPlace(place));
  return place;
}

const onMaster = (node: Master) => ({ writer: `${addressOf[node]}:${optionsOf('bijou').writer.port}` });

test('what was locked on one master stands, although somebody writes on the other', async (t) => {
  const place = await placed(t);
  const one = await opened(t, place, onMaster('a'));
  const other = await opened(t, place, onMaster('b'));
  const leave = (store: Sql<SuiteTables>, who: string, stays: string) =>
    change(store, async (tx) => {
      if ((await store.lock(tx, 'counters', { name: stays }))?.n !== 1) return;
      await tx.updateTable('counters').set({ n: 0 }).where('name', '=', who).execute();
    });
  let left = 0;
  for (let round = 0; round < 25; round += 1) {
    for (const name of ['x', 'y'])
      await change(one, (tx) => one.upsert(tx, 'counters', { row: { name, n: 1 }, keys: ['name'] }));
    await Promise.all([leave(one, 'x', 'y'), leave(other, 'y', 'x')]);
    const rows = await sure(() => one.db.selectFrom('counters').select('n').where('name', 'in', ['x', 'y']).execute());
    const there = rows.reduce((sum, { n }) => sum + n, 0);
    assert.ok(there > 0, `round ${round}: both have gone, each while the other was there`);
    left += 2 - there;
  }
  assert.equal(left, 25);
});

test('a read sees what was committed on another master before it was sent', async (t) => {
  const place = await placed(t);
  const one = await opened(t, place, onMaster('a'));
  const other = await opened(t, place, onMaster('b'));
  for (let n = 1; n <= 200; n += 1) {
    await sure(() => one.upsert(one.db, 'counters', { row: { name: 'x', n }, keys: ['name'] }));
    const row = await sure(() =>
      other.db.selectFrom('counters').select('n').where('name', '=', 'x').executeTakeFirst(),
    );
    assert.equal(row?.n, n);
  }
});

test('a statement that takes too long is ended on the server, and what it had locked is free', async (t) => {
  const place = await placed(t);
  const store = await opened(t, place, { requestTimeoutMs: 500 });
  await change(store, (tx) => store.upsert(tx, 'counters', { row: { name: 'x', n: 1 }, keys: ['name'] }));
  const late = store.transaction(async (tx) => {
    await store.lock(tx, 'counters', { name: 'x' });
    await sql`select sleep(30)`.execute(tx);
  });
  await assert.rejects(late, (error) => hasCode(error, 'sql.unavailable'));
  await change(store, (tx) => tx.updateTable('counters').set({ n: 2 }).where('name', '=', 'x').execute());
  const running = await aside(
    `select count(*) as count from information_schema.processlist where info like '%sleep(30)%' and info not like '%processlist%'`,
  );
  assert.equal(running[0]?.count, 0);
});

test('a replica that is down, or has stopped copying, is not asked: the writer is', async (t) => {
  const place = await placed(t);
  const [replica] = optionsOf(place).replicas;
  assert.ok(replica !== undefined);
  const dead = await opened(t, place, { replicas: ['127.0.0.1:9', `${replica.host}:${replica.port}`] });
  await change(dead, (tx) => dead.upsert(tx, 'counters', { row: { name: 'x', n: 7 }, keys: ['name'] }));
  const asked = async (store: Sql<SuiteTables>) => {
    const query = store.stale.selectFrom('counters').select('n').where('name', '=', 'x');
    for (let tries = 0; tries < 200; tries += 1) if ((await query.executeTakeFirst())?.n === 7) return true;
    return false;
  };
  assert.ok(await asked(dead));
  const onReplica = optionsOf(place, { writer: `${replica.host}:${replica.port}` });
  await aside('stop slave', onReplica);
  t.after(() => aside('start slave', onReplica).catch(() => undefined));
  const stopped = await opened(t, place);
  await change(stopped, (tx) => stopped.upsert(tx, 'counters', { row: { name: 'x', n: 8 }, keys: ['name'] }));
  const row = await stopped.stale.selectFrom('counters').select('n').where('name', '=', 'x').executeTakeFirst();
  assert.equal(row?.n, 8);
});

const changes: Readonly<Record<string, MigrationStep>> = {
  column: (db) => db.schema.alterTable('entries').addColumn('more', 'bigint').execute(),
  index: (db) => db.schema.createIndex('entries_by_name').on('entries').columns(['name', 'n']).execute(),
};

test('no row is lost that is written while a table of 200,000 rows gets a column, and an index', async (t) => {
  const place = await placed(t);
  const store = await opened(t, place);
  const database = databaseAt(place);
  const digits = '(select 0 d union all select 1 union all select 2 union all select 3 union all select 4)';
  const all = Array.from({ length: 8 }, (_, n) => `${digits} d${n}`).join(' cross join ');
  await aside(`insert into ${database}.entries (name, n) select uuid(), 1 from ${all} limit 200000`);
  const figures: Record<
    string,
    { readonly tookMs: number; readonly written: number; readonly longestWriteMs: number }
  > = {};
  let known = suiteMigrations;
  let total = 0;
  for (const [what, step] of Object.entries(changes)) {
    known = [...known, { name: `00${known.length + 10}-${what}`, steps: [step] }];
    let longest = 0;
    let written = 0;
    const stop = new AbortController();
    const load = (async () => {
      while (!stop.signal.aborted) {
        const began = systemClock.monotonic();
        await change(store, (tx) => tx.insertInto('entries').values({ name: 'meanwhile', n: 2 }).execute());
        longest = Math.max(longest, systemClock.monotonic() - began);
        written += 1;
      }
    })();
    const began = systemClock.monotonic();
    await opened(t, place, {}, known);
    const took = systemClock.monotonic() - began;
    stop.abort();
    await load;
    total += written;
    figures[what] = { tookMs: Math.round(took), written, longestWriteMs: Math.round(longest) };
    assert.ok(written > 0);
  }
  console.log(JSON.stringify({ rows: 200_000, ...figures }));
  const rows = await aside(`select count(*) as count from ${database}.entries where name = 'meanwhile' and n = 2`);
  assert.equal(rows[0]?.count, total);
  const used = await aside(`show index from ${database}.entries where key_name = 'entries_by_name'`);
  assert.equal(used.length, 2);
});

test('a step that was made by a process which was killed before it could say so is found made', async (t) => {
  const place = await placed(t);
  await (await adapter.open(place, suiteMigrations)).close();
  const database = databaseAt(place);
  const step: Migration = {
    name: '0005-late',
    steps: [(db) => db.schema.alterTable('entries').addColumn('late', 'bigint').execute()],
  };
  await aside(`insert into ${database}.ledger_steps values ('0005-late', 1, 'begun', 1)`);
  await aside(`alter table ${database}.entries add column late bigint`);
  await (await adapter.open(place, [...suiteMigrations, step])).close();
  const again: Migration = { ...step, name: '0006-again' };
  await assert.rejects(adapter.open(place, [...suiteMigrations, step, again]), (error) =>
    hasCode(error, 'sql.migration-failed'),
  );
});
