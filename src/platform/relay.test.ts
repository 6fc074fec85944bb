import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredRecord } from '../engines/log/index.ts';
import { trialLog } from '../engines/log/trial/open.ts';
import { makeTell, pendingEvents } from '../engines/sql/ledger/outbox.ts';
import { silentLogger as logger, openDice } from '../host/index.ts';
import { systemClock } from '../kit/index.ts';
import { inFolder, makeId, openLog, openTables, quick, until } from './following/testing/rig.ts';
import { startRelay } from './relay.ts';

const keys = ['a', 'b', 'c'];

for (const seed of [1, 2, 3])
  test(`two processes carry one outbox to a log that fails now and then, and keep the order of each key (seed ${seed})`, async (t) => {
    const folder = await inFolder(t);
    const processes = await Promise.all(
      [1, 2].map(async (process) => {
        const sql = await openTables(folder);
        const steady = await openLog(folder, 2);
        const log = trialLog(steady, openDice({ seed, name: `log ${process}`, clock: quick }));
        const relay = startRelay(sql, { service: 'test', log, clock: quick, logger });
        const stop = async () => {
          await relay.stop();
          await Promise.all([sql.close(), steady.close()]);
        };
        return { sql, steady, relay, stop };
      }),
    );
    t.after(() => Promise.all(processes.map(({ stop }) => stop())));
    const [one] = processes;
    if (one === undefined) return;
    const tell = makeTell({ sql: one.sql, makeId, clock: systemClock });
    const told: string[] = [];
    for (let n = 0; n < 60; n += 1) {
      const teller = processes[n % 2];
      const key = keys[n % keys.length] ?? '';
      await teller?.sql.transaction((tx) => tell(tx, { type: 'x.happened', topic: 'x', key, payload: { n } }));
      teller?.relay.wake();
      told.push(`${key}${n}`);
    }
    await until(async () => (await pendingEvents(one.sql, 1)).length === 0);
    const pages = await Promise.all(
      [0, 1].map((partition) => one.steady.read('x', { partition, from: 0, limit: 10_000, waitMs: 0 })),
    );
    const all = pages.flatMap(({ records }) => records);
    for (const key of keys) {
      const ofKey = all.filter((record) => record.key === key).map(nameOf);
      const wanted = told.filter((name) => name.startsWith(key));
      assert.deepEqual([...new Set(ofKey)], wanted, 'all of them, and first told in order');
      assert.deepEqual([...new Set(ofKey.toReversed())].reverse(), wanted, 'what is told again is told on to its end');
    }
  });

function nameOf({ key, value }: StoredRecord): string {
  return `${key}${JSON.parse(value).payload.n}`;
}
