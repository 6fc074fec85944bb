// engines: mariadb dns
// The writer goes, in several ways, while two clients count: FAILOVERS says how often. Prints one object of figures last.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { systemClock } from '../../../kit/index.ts';
import type { Sql } from '../index.ts';
import { change, sure } from '../testing/change.ts';
import { addressOf, cluster, type Master } from '../testing/cluster.ts';
import { adapter, aside, optionsOf } from '../testing/mysql.ts';
import { type SuiteTables, suiteMigrations } from '../testing/tables.ts';

const rounds = Number(process.env.FAILOVERS ?? 4);
const lanes = ['one', 'two', 'three'];

type Way = 'killed' | 'killed, its name long on it' | 'standing still' | 'alive, its name moved';
const ways: readonly Way[] = ['killed', 'killed, its name long on it', 'standing still', 'alive, its name moved'];

interface Count {
  readonly lane: string;
  readonly n: number;
  readonly at: number;
}

test(`a writer that goes ${rounds} times under load takes no acknowledged change with it, and none is made twice`, async (t) => {
  const place = await adapter.newPlace();
  await cluster.point('a');
  const stores = [await opened(t, place), await opened(t, place)];
  const stop = new AbortController();
  const counts: Count[] = [];
  const [first] = stores;
  assert.ok(first !== undefined);
  for (const name of [...lanes, 'left', 'right'])
    await change(first, (tx) => first.insertOnce(tx, 'counters', { row: { name, n: 0 }, keys: ['name'] }));
  const loads = stores.flatMap((store) => [
    ...lanes.map((lane) => count(store, lane)),
    stay(store, 'left', 'right'),
    stay(store, 'right', 'left'),
  ]);
  const running = Promise.all(loads);
  running.catch(() => stop.abort());

  /** Counts, and puts down what it counted in the same transaction. */
  async function count(store: Sql<SuiteTables>, lane: string): Promise<void> {
    while (!stop.signal.aborted) {
      const n = await change(store, async (tx) => {
        await tx.updateTable('counters').set({ n: sql<number>`n + 1` }).where('name', '=', lane).execute();
        const row = await tx.selectFrom('counters').select('n').where('name', '=', lane).executeTakeFirstOrThrow();
        await tx.insertInto('entries').values({ name: lane, n: row.n }).execute();
        return row.n;
      });
      counts.push({ lane, n, at: systemClock.monotonic() });
      await systemClock.sleep(2);
    }
  }

  /** One of two may go while the other stays: it looks at the other under a lock, and changes only itself. */
  async function stay(store: Sql<SuiteTables>, who: string, other: string): Promise<void> {
    while (!stop.signal.aborted) {
      const seen = await change(store, async (tx) => {
        const away = (await store.lock(tx, 'counters', { name: other }))?.n;
        const n = away === 1 ? 0 : 1;
        await tx.updateTable('counters').set({ n }).where('name', '=', who).execute();
        const rows = await tx.selectFrom('counters').select('n').where('name', 'in', [who, other]).execute();
        return rows.reduce((sum, row) => sum + row.n, 0);
      });
      assert.ok(seen < 2, 'both have gone');
      await systemClock.sleep(10);
    }
  }

  const outages: { readonly way: Way; readonly ms: number }[] = [];
  let writer: Master = 'a';
  await systemClock.sleep(1_000);
  for (let round = 0; round < rounds && !stop.signal.aborted; round += 1) {
    const way = ways[round % ways.length] ?? 'killed';
    const other: Master = writer === 'a' ? 'b' : 'a';
    const began = systemClock.monotonic();
    if (way === 'standing still') await cluster.pause(writer);
    else if (way !== 'alive, its name moved') await cluster.kill(writer);
    const gone = systemClock.monotonic();
    if (way === 'killed, its name long on it') await systemClock.sleep(2_000);
    await cluster.point(other);
    const moved = systemClock.monotonic();
    const back = await again(counts, way === 'alive, its name moved' ? moved : gone, stop.signal);
    outages.push({ way, ms: Math.round(back - began) });
    await systemClock.sleep(500);
    if (way === 'standing still') await cluster.resume(writer);
    else if (way !== 'alive, its name moved') await cluster.rejoin(writer);
    await ready(writer);
    writer = other;
    await systemClock.sleep(500);
  }
  stop.abort();
  await running;

  const rows = await sure(() => first.db.selectFrom('entries').selectAll().execute());
  const kept = await sure(() => first.db.selectFrom('counters').selectAll().where('name', 'in', lanes).execute());
  const known = new Map<string, number>();
  for (const { name, n } of rows) known.set(`${name} ${n}`, (known.get(`${name} ${n}`) ?? 0) + 1);
  const lost = counts.filter(({ lane, n }) => !known.has(`${lane} ${n}`)).length;
  const sum = kept.reduce((total, { n }) => total + n, 0);
  const twice = sum - counts.length;
  const figures = {
    failovers: outages.length,
    acknowledged: counts.length,
    lost,
    twice,
    againMs: Object.fromEntries(
      ways.map((way) => [way, span(outages.filter((one) => one.way === way).map(({ ms }) => ms))]),
    ),
  };
  console.log(JSON.stringify(figures));
  assert.equal(outages.length, rounds);
  assert.deepEqual([lost, twice], [0, 0]);
  assert.equal(new Set(counts.map(({ lane, n }) => `${lane} ${n}`)).size, counts.length);
  for (const { name, n } of kept)
    assert.deepEqual(
      rows
        .filter((row) => row.name === name)
        .map((row) => row.n)
        .sort((one, other) => one - other),
      Array.from({ length: n }, (_, index) => index + 1),
    );
});

/** When something was acknowledged that had begun after a moment: clients share three lanes and do nothing else. */
async function again(counts: readonly Count[], after: number, signal: AbortSignal): Promise<number> {
  for (;;) {
    const found = counts.find(({ at }) => at > after + 50);
    if (found !== undefined) return found.at;
    await systemClock.sleep(5, signal);
  }
}

/** Until a master that was away takes part again. */
async function ready(node: Master): Promise<void> {
  const options = optionsOf('bijou', { writer: `${addressOf[node]}:${optionsOf('bijou').writer.port}` });
  for (;;) {
    const rows = await aside(`show status where variable_name in ('wsrep_ready', 'wsrep_cluster_size')`, options).catch(
      () => [],
    );
    if (
      rows
        .map(({ Value }) => Value)
        .sort()
        .join() === '3,ON'
    )
      return;
    await systemClock.sleep(100);
  }
}

async function opened(t: TestContext, place: string): Promise<Sql<SuiteTables>> {
  const store = await adapter.open<SuiteTables>(place, suiteMigrations);
  t.after(() => store.close());
  return store;
}

/** Median and longest. */
function span(all: readonly number[]): { readonly median: number; readonly most: number } | undefined {
  const sorted = [...all].sort((one, other) => one - other);
  const [median, most] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
  return median === undefined || most === undefined ? undefined : { median, most };
}
