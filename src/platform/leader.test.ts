import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { AnyTables, Sql } from '../engines/sql/index.ts';
import { type LeaseRow, takeLease } from '../engines/sql/ledger/leases.ts';
import { openSqlite } from '../engines/sql/sqlite/open.ts';
import { silentLogger as logger } from '../host/index.ts';
import { aborted, type Clock, hasCode, systemClock, systemRandom } from '../kit/index.ts';
import type { Term } from '../manifest/index.ts';
import { type Leader, startLeader } from './leader.ts';

const times = { lifeMs: 400, beatMs: 40, pollMs: 20 };

async function store(t: TestContext): Promise<Sql<AnyTables>> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-leader-'));
  const sql = await openSqlite<AnyTables>({
    ...{ file: join(folder, 'a.sqlite'), migrations: [], clock: systemClock, random: systemRandom, logger },
  });
  t.after(async () => {
    await sql.close();
    await rm(folder, { recursive: true, force: true });
  });
  return sql;
}

/** Processes that wish to lead, and who does. */
function house(t: TestContext, sql: Sql<AnyTables>) {
  const leading: string[] = [];
  const terms = new Map<string, Term>();
  let most = 0;
  function start(holder: string, over: { clock?: Clock; isGone?: (holder: string) => boolean } = {}): Leader {
    const leader = startLeader(sql, {
      ...{ name: 'sweep', holder, clock: systemClock, logger, times, ...over },
      async work(term) {
        leading.push(holder);
        terms.set(holder, term);
        most = Math.max(most, leading.length);
        await aborted(term.signal);
        leading.splice(leading.indexOf(holder), 1);
      },
    });
    t.after(() => leader.stop());
    return leader;
  }
  return { start, leading, terms, most: () => most };
}

async function until(what: string, test: () => boolean): Promise<void> {
  for (let tries = 0; !test(); tries += 1) {
    if (tries > 2_000) throw new Error(`Waited in vain: ${what}`);
    await systemClock.sleep(5);
  }
}

const row = (sql: Sql<AnyTables>): Promise<LeaseRow> =>
  sql.db.selectFrom('ledger_leases').selectAll().executeTakeFirstOrThrow() as Promise<LeaseRow>;

test('of several processes one leads, and when it stops another does', async (t) => {
  const sql = await store(t);
  const { start, leading, most } = house(t, sql);
  const all = new Map(['a', 'b', 'c'].map((name) => [name, start(name)]));
  for (let left = 3; left > 0; left -= 1) {
    await until('somebody leads', () => leading.length === 1);
    const [name = ''] = leading;
    await all.get(name)?.stop();
    assert.ok(!leading.includes(name), 'its work has ended when it has stopped');
  }
  assert.equal(most(), 1);
});

test('a leader that lives is asked again and again, and stays', async (t) => {
  const sql = await store(t);
  const { start, leading, terms } = house(t, sql);
  start('a');
  await until('a leads', () => leading.length === 1);
  assert.equal(terms.get('a')?.isContested, false);
  start('b');
  await until('a was asked', () => terms.get('a')?.isContested === true);
  const { answered } = await row(sql);
  while ((await row(sql)).answered < answered + 12) await systemClock.sleep(5);
  assert.deepEqual(leading, ['a'], 'for longer than a life');
});

test('a leader that nobody else wishes to follow writes nothing', async (t) => {
  const sql = await store(t);
  const { start, leading } = house(t, sql);
  start('a');
  await until('a leads', () => leading.length === 1);
  const changes = async () =>
    (await sql.db.selectFrom('ledger_leases').selectAll().execute()).map((one) => JSON.stringify(one));
  const before = await changes();
  await systemClock.sleep(times.beatMs * 4);
  assert.deepEqual(await changes(), before);
  assert.deepEqual(leading, ['a']);
});

test('a leader that was killed is followed once it has let a question stand for its life', async (t) => {
  const sql = await store(t);
  await takeLease(sql, { name: 'sweep', holder: 'killed' });
  const { start, leading } = house(t, sql);
  const began = systemClock.monotonic();
  start('b');
  await until('b leads', () => leading.length === 1);
  assert.ok(systemClock.monotonic() - began >= times.lifeMs, 'not before');
  assert.equal((await row(sql)).term, 2);
});

test('nobody waits for a leader that is known to have ended', async (t) => {
  const sql = await store(t);
  await takeLease(sql, { name: 'sweep', holder: 'killed' });
  const { start, leading } = house(t, sql);
  const never: Clock = { ...systemClock, monotonic: () => 0 };
  start('b', { isGone: (holder) => holder === 'killed', clock: never });
  await until('b leads', () => leading.length === 1);
});

test('a leader that was paused ends its work, and what it still writes is refused', async (t) => {
  const sql = await store(t);
  const { start, leading, terms } = house(t, sql);
  let paused = false;
  let resume: () => void = () => undefined;
  const pausing: Clock = {
    ...systemClock,
    async sleep(ms, signal) {
      if (paused)
        await new Promise<void>((resolve) => {
          resume = resolve;
        });
      await systemClock.sleep(ms, signal);
    },
  };
  start('a', { clock: pausing });
  await until('a leads', () => leading.length === 1);
  paused = true;
  start('b');
  await until('b leads', () => leading.includes('b'));
  await assert.rejects(
    sql.transaction(async (tx) => terms.get('a')?.check(tx)),
    (error) => hasCode(error, 'sql.not-leading'),
  );
  await sql.transaction(async (tx) => terms.get('b')?.check(tx));
  paused = false;
  resume();
  await until('a has given up', () => !leading.includes('a'));
  assert.equal(terms.get('a')?.signal.aborted, true);
});
