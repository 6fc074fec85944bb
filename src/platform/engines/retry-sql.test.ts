import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Migration } from '../../engines/sql/index.ts';
import { makeOnce } from '../../engines/sql/ledger/answers.ts';
import { makeTell, pendingEvents } from '../../engines/sql/ledger/outbox.ts';
import { openSqlite } from '../../engines/sql/sqlite/open.ts';
import { trialSql } from '../../engines/sql/trial/open.ts';
import { silentLogger as logger, openDice } from '../../host/index.ts';
import { systemClock as clock, hasCode, idMaker, systemRandom as random } from '../../kit/index.ts';
import { retrySql } from './retry-sql.ts';

interface Tables {
  readonly counters: { readonly name: string; readonly n: number };
}

const migrations: readonly Migration[] = [
  {
    name: '0001-counters',
    steps: [
      (db) =>
        db.schema
          .createTable('counters')
          .addColumn('name', 'varchar(64)', (column) => column.primaryKey())
          .addColumn('n', 'bigint', (column) => column.notNull())
          .execute(),
      (db) => db.insertInto('counters').values({ name: 'x', n: 0 }).execute(),
    ],
  },
];

test('a service sees no conflict, and what it asks for with a token is done once and told once, on 20 seeds', async (t) => {
  let runs = 0;
  let uncertain = 0;
  const asked = 60;
  for (let seed = 1; seed <= 20; seed += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'bijou-retry-'));
    const inner = await openSqlite<Tables>({ file: join(folder, 'a.sqlite'), migrations, clock, random, logger });
    t.after(async () => {
      await inner.close();
      await rm(folder, { recursive: true });
    });
    const sql = retrySql(trialSql(inner, openDice({ seed, name: 'sql', clock })), { clock, random });
    const once = makeOnce(sql);
    const tell = makeTell({ sql, makeId: idMaker(clock, random), clock });
    const count = (token: string): Promise<number> =>
      sql.transaction((tx) => {
        runs += 1;
        return once(tx, { token, request: token }, async () => {
          const row = await sql.lock(tx, 'counters', { name: 'x' });
          const n = (row?.n ?? 0) + 1;
          await tx.updateTable('counters').set({ n }).where('name', '=', 'x').execute();
          await tell(tx, { type: 'x.counted', topic: 'x', key: 'x', payload: n });
          return n;
        });
      });
    /** A caller sends the same again while it is told that it may: the token makes that one. */
    const sent = async (token: string): Promise<number> => {
      for (;;) {
        try {
          return await count(token);
        } catch (error) {
          if (!hasCode(error, 'sql.uncertain')) throw error;
          uncertain += 1;
        }
      }
    };
    const answers = await Promise.all(Array.from({ length: asked }, (_, index) => sent(`token-${index}`)));
    const all = Array.from({ length: asked }, (_, index) => index + 1);
    assert.deepEqual(
      answers.sort((a, b) => a - b),
      all,
    );
    const told = (await pendingEvents(inner, 100)).map(({ payload }) => payload);
    assert.deepEqual(told, all, `told in order, seed ${seed}`);
  }
  assert.ok(runs > 20 * asked + 20 && uncertain > 0, `bodies ran again: ${runs}, uncertain: ${uncertain}`);
});
