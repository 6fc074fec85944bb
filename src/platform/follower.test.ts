import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Log } from '../engines/log/index.ts';
import { openSqliteLog } from '../engines/log/sqlite/open.ts';
import { sqlErrors } from '../engines/sql/errors.ts';
import type { AnyTables, FollowedEvent, Migration, Sql } from '../engines/sql/index.ts';
import { openSqlite } from '../engines/sql/sqlite/open.ts';
import { silentLogger as logger } from '../host/index.ts';
import { type Clock, idMaker, systemClock, systemRandom } from '../kit/index.ts';
import { startBroom } from './broom.ts';
import { type Follower, startFollower } from './follower.ts';

interface Tables {
  readonly effects: { readonly key: string; readonly n: number };
}

const migrations: readonly Migration[] = [
  {
    name: '0001-effects',
    steps: [(db) => db.schema.createTable('effects').addColumn('key', 'text').addColumn('n', 'integer').execute()],
  },
];
const makeId = idMaker(systemClock, systemRandom);
/** Pauses take no time; the log's own waiting does. */
const quick: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 5), signal) };

async function rig(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-follower-'));
  const sql = await openSqlite<Tables>({
    ...{ file: join(folder, 'a.sqlite'), migrations, clock: systemClock, random: systemRandom, logger },
  });
  const log = await openSqliteLog({ file: join(folder, 'log.sqlite'), clock: systemClock, logger });
  const running: Follower[] = [];
  t.after(async () => {
    await Promise.all(running.map((follower) => follower.stop()));
    await Promise.all([sql.close(), log.close()]);
    await rm(folder, { recursive: true, force: true });
  });
  const append = (key: string, n: number, type = 'x.happened') => {
    const event = { id: makeId(), type, key, at: '2026-01-01T00:00:00.000Z', payload: { n } };
    return log.append('x', [{ key, value: JSON.stringify(event), kind: type }]);
  };
  return {
    ...{ sql, log, append },
    follow(refuse: (event: FollowedEvent) => unknown, over: { log?: Log } = {}): Follower {
      const follower = startFollower(sql, {
        ...{ reader: 'test', topic: 'x', log, clock: quick, logger, ...over },
        async apply(tx, event) {
          const { n } = event.payload as { n: number };
          const error = refuse(event);
          await tx.insertInto('effects').values({ key: event.key, n }).execute();
          if (error !== undefined) throw error;
        },
      });
      running.push(follower);
      return follower;
    },
    effects: async () => (await sql.db.selectFrom('effects').selectAll().execute()).map(({ key, n }) => `${key}${n}`),
  };
}

async function until(what: string, test: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await test())) await systemClock.sleep(10);
  assert.ok(await test(), what);
}

const numberOf = ({ payload }: FollowedEvent) => (payload as { n: number }).n;

test('an event that can never be applied is kept, later ones of its key wait behind it, the others go on', async (t) => {
  const { append, follow, effects } = await rig(t);
  for (const [key, n] of [
    ['a', 1],
    ['poison', 2],
    ['a', 3],
    ['poison', 4],
    ['b', 5],
  ] as const)
    await append(key, n);
  let broken = true;
  const follower = follow((event) => (broken && numberOf(event) === 2 ? new TypeError('no such column') : undefined));
  await until('the others are applied', async () => (await effects()).length === 3);
  assert.deepEqual(await effects(), ['a1', 'a3', 'b5'], 'nothing of the poison, and nothing out of order');
  await until('it says so', () => follower.trouble() !== undefined);
  assert.match(follower.trouble() ?? '', /^2 of the events of x could not be applied/);
  const letters = await follower.deadLetters(10);
  assert.deepEqual(
    letters.map(({ key, code, type }) => [key, code, type]),
    [
      ['poison', 'server.fault', 'x.happened'],
      ['poison', undefined, 'x.happened'],
    ],
  );
  assert.match(letters[0]?.sentence ?? '', /no such column/);
  assert.deepEqual(await follower.retryDeadLetters(), { applied: 0, left: 2 });
  broken = false;
  assert.deepEqual(await follower.retryDeadLetters(), { applied: 2, left: 0 });
  assert.deepEqual((await effects()).slice(3), ['poison2', 'poison4'], 'each once, in order');
  assert.equal(follower.trouble(), undefined);
  await append('poison', 6);
  await until('its key goes on', async () => (await effects()).includes('poison6'));
});

test('a record that is no event at all is a dead letter too', async (t) => {
  const { log, append, follow, effects } = await rig(t);
  await log.append('x', [{ key: 'torn', value: '{"id":' }]);
  await append('a', 1);
  const follower = follow(() => undefined);
  await until('the next is applied', async () => (await effects()).length === 1);
  assert.deepEqual(
    (await follower.deadLetters(9)).map(({ key, type }) => [key, type]),
    [['torn', undefined]],
  );
});

test('a disk that is full is no event’s fault: nothing is given up, it is said, and all goes on once there is room', async (t) => {
  const { append, follow, effects } = await rig(t);
  await append('a', 1);
  let attempts = 0;
  let full = true;
  const follower = follow(() => {
    attempts += 1;
    return full ? sqlErrors.error('sql.full', { database: 'a.sqlite' }) : undefined;
  });
  await until('it was tried often', () => attempts > 12);
  assert.match(follower.trouble() ?? '', /cannot be taken in: The disk .* is full/);
  assert.deepEqual(await follower.deadLetters(9), []);
  full = false;
  await until('it is applied', async () => (await effects()).length === 1);
  await until('and all is well', () => follower.trouble() === undefined);
});

test('a follower whose log is away at its start does not die of it', async (t) => {
  const { log, append, follow, effects } = await rig(t);
  await append('a', 1);
  let away = 5;
  const flaky: Log = {
    ...log,
    async partitions(topic) {
      if (away-- > 0) throw new Error('the log is away');
      return log.partitions(topic);
    },
  };
  const follower = follow(() => undefined, { log: flaky });
  await until('it says so', () => follower.trouble() !== undefined || away < 0);
  await until('it is applied', async () => (await effects()).length === 1);
  assert.equal(follower.trouble(), undefined);
});

test('the broom keeps short what would grow for ever, and nothing that a follower has not read', async (t) => {
  const { sql, log, append, follow, effects } = await rig(t);
  for (let n = 1; n <= 20; n += 1) await append('a', n);
  const dayMs = 86_400_000;
  const sweep = async (inDays: number) => {
    const clock = { ...systemClock, now: () => systemClock.now() + inDays * dayMs };
    const broom = startBroom({ sql: sql as Sql<AnyTables>, log, topics: () => ['x'], clock, logger });
    await broom.stop();
  };
  const kept = async () => (await log.read('x', { partition: 0, from: 0, limit: 100, waitMs: 0 })).length;
  await sweep(60);
  assert.equal(await kept(), 20, 'nobody has read it');
  const follower = follow(() => undefined);
  await until('all are applied', async () => (await effects()).length === 20);
  await append('a', 21);
  await until('it has marked its place', async () => (await effects()).length === 21);
  await sweep(0);
  assert.equal(await kept(), 21, 'it is young');
  await sweep(60);
  assert.ok((await kept()) <= 2, `${await kept()} are kept`);
  assert.equal(follower.trouble(), undefined);
  assert.equal((await effects()).length, 21);
});
