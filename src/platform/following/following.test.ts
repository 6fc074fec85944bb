import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Log } from '../../engines/log/index.ts';
import { sqlErrors } from '../../engines/sql/errors.ts';
import type { AnyTables } from '../../engines/sql/index.ts';
import { openSqlite } from '../../engines/sql/sqlite/open.ts';
import { silentLogger as logger } from '../../host/index.ts';
import { systemClock, systemRandom } from '../../kit/index.ts';
import { startBroom } from '../broom.ts';
import { append, type Effects, type Happened, inFolder, inMarks, inTables, openLog, until } from './testing/rig.ts';

type Opened = Effects & { readonly log: Log; readonly folder: string };

for (const [where, inSome] of [
  ['tables', inTables],
  ['the log', inMarks],
] as const) {
  async function opened(t: TestContext): Promise<Opened> {
    const folder = await inFolder(t);
    const log = await openLog(folder);
    const some = await inSome(t, { folder, log });
    t.after(() => log.close());
    return { ...some, log, folder };
  }
  const said = (what: string) => `position in ${where}: ${what}`;
  const numberOf = ({ payload }: Happened) => payload.n;

  test(said('what can never be applied is kept, later ones of its key wait behind it, the others go on'), async (t) => {
    const { log, follow, effects } = await opened(t);
    for (const [key, n] of [
      ['a', 1],
      ['poison', 2],
      ['a', 3],
      ['poison', 4],
      ['b', 5],
    ] as const)
      await append(log, key, n);
    let broken = true;
    const follower = follow((event) => (broken && numberOf(event) === 2 ? new TypeError('no such column') : undefined));
    await until(async () => (await effects()).length === 3);
    assert.deepEqual(await effects(), ['a1', 'a3', 'b5'], 'nothing of the poison, and nothing out of order');
    await until(() => /^2 of the events of x could not be applied/.test(follower.trouble() ?? ''));
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
    await append(log, 'poison', 6);
    await until(async () => (await effects()).includes('poison6'));
  });

  test(said('what cannot be read is a dead letter at once, and says whose turn it is'), async (t) => {
    const { log, follow, effects } = await opened(t);
    await log.append('x', [{ key: 'torn', value: '{"id":' }]);
    await append(log, 'later', 1, { v: 3 });
    await append(log, 'wrong', 2, { payload: { n: 'two' } });
    await append(log, 'earlier', 3, { v: 1 });
    await append(log, 'unheard of', 4, { type: 'x.else', payload: null });
    await append(log, 'a', 5, { v: 2 });
    const follower = follow();
    await until(async () => (await effects()).length === 2);
    assert.deepEqual(await effects(), ['earlier3', 'a5']);
    const letters = await follower.deadLetters(9);
    assert.deepEqual(
      letters.map(({ key, code }) => [key, code]),
      [
        ['torn', 'following.no-event'],
        ['later', 'following.newer-version'],
        ['wrong', 'following.bad-payload'],
      ],
    );
    assert.match(letters[1]?.sentence ?? '', /is of version 3, and this program knows version 2\. Update Bijou/);
    assert.match(letters[2]?.sentence ?? '', /at n/);
  });

  test(said('what lies there is taken in few runs, each as one'), async (t) => {
    const { log, follow, effects, runs } = await opened(t);
    for (let n = 1; n <= 120; n += 1) await append(log, `k${n % 7}`, n);
    follow();
    await until(async () => (await effects()).length === 120);
    assert.deepEqual(runs, [100, 20]);
  });

  test(
    said('a full disk is no event’s fault: nothing is given up, it is said, and all goes on with room'),
    async (t) => {
      const { log, follow, effects } = await opened(t);
      await append(log, 'a', 1);
      let attempts = 0;
      let full = true;
      const follower = follow(() => {
        attempts += 1;
        return full ? sqlErrors.error('sql.full', { database: 'a.sqlite' }) : undefined;
      });
      await until(() => attempts > 12);
      assert.match(follower.trouble() ?? '', /cannot be taken in: The disk .* is full/);
      assert.deepEqual(await follower.deadLetters(9), []);
      full = false;
      await until(async () => (await effects()).length === 1);
      await until(() => follower.trouble() === undefined);
    },
  );

  test(said('a follower whose log is away at its start does not die of it'), async (t) => {
    const { log, follow, effects } = await opened(t);
    await append(log, 'a', 1);
    let away = 5;
    const flaky: Log = {
      ...log,
      async join(topic, reader) {
        if (away-- > 0) throw new Error('the log is away');
        return log.join(topic, reader);
      },
    };
    const follower = follow(() => undefined, { log: flaky });
    await until(() => follower.trouble() !== undefined || away < 0);
    await until(async () => (await effects()).length === 1);
    await until(() => follower.trouble() === undefined);
  });

  test(said('the log lets go what its readers have read and what is old, and nothing else'), async (t) => {
    const { folder, follow, effects } = await opened(t);
    let ahead = 0;
    const log = await openLog(folder);
    t.after(() => log.close());
    await log.declare('x', { keep: { what: 'latest', ms: 30 * 86_400_000 } });
    const sql = await openSqlite<AnyTables>({
      ...{ file: join(folder, 'broom.sqlite'), migrations: [], clock: systemClock, random: systemRandom, logger },
    });
    t.after(() => sql.close());
    for (let n = 1; n <= 20; n += 1) await append(log, 'a', n);
    const swept: Log = {
      ...log,
      sweep: async (topic) => {
        await log.declare(topic, { keep: { what: 'latest', ms: ahead } });
        return log.sweep(topic);
      },
    };
    const sweep = async (olderMs: number) => {
      ahead = olderMs;
      await startBroom({ sql, log: swept, topics: () => ['x'], clock: systemClock, logger }).stop();
      return (await log.read('x', { partition: 0, from: 0, limit: 100, waitMs: 0 })).records.length;
    };
    follow();
    await until(async () => (await effects()).length === 20);
    await until(async () => (await log.lag('x', 'test')).every(({ behind }) => behind === 0));
    assert.equal(await sweep(86_400_000), 20, 'it is young');
    assert.equal(await sweep(0), 1, 'the newest tells how things stand');
  });
}
