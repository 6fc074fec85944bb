// What the tests of following share: events with a number, followed into a table (`effects`), by the log's marks into a
// file, or by a trial log.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import * as z from 'zod';
import { eventKind, type FollowedEvent, type Following } from '../../../contracts/index.ts';
import type { Log } from '../../../engines/log/index.ts';
import { openSqliteLog } from '../../../engines/log/sqlite/open.ts';
import type { Migration, Sql } from '../../../engines/sql/index.ts';
import { openSqlite } from '../../../engines/sql/sqlite/open.ts';
import { silentLogger as logger } from '../../../host/index.ts';
import { type Clock, idMaker, isTransient, systemClock, systemRandom } from '../../../kit/index.ts';
import { followersInLog, followersInSql } from '../index.ts';

export const happened = eventKind({ type: 'x.happened', topic: 'x', v: 2, payload: z.object({ n: z.number() }) });
export type Happened = FollowedEvent<typeof happened>;
export const makeId = idMaker(systemClock, systemRandom);

export interface EffectTables {
  readonly effects: { readonly key: string; readonly n: number };
}

const migrations: readonly Migration[] = [
  {
    name: '0001-effects',
    steps: [(db) => db.schema.createTable('effects').addColumn('key', 'text').addColumn('n', 'integer').execute()],
  },
];

/** Pauses take no time; the log's own waiting does. */
export const quick: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 5), signal) };

export function openTables(folder: string): Promise<Sql<EffectTables>> {
  const file = join(folder, 'a.sqlite');
  return openSqlite<EffectTables>({ file, migrations, clock: systemClock, random: systemRandom, logger });
}

export function openLog(folder: string, partitions = 1): Promise<Log> {
  const file = join(folder, 'log.sqlite');
  return openSqliteLog({ file, clock: systemClock, logger, partitions, claimEveryMs: 40 });
}

export async function append(log: Log, key: string, n: number, over: object = {}): Promise<void> {
  const event = { id: makeId(), type: 'x.happened', key, at: '2026-01-01T00:00:00.000Z', payload: { n }, ...over };
  for (;;) {
    try {
      return await log.append('x', [{ key, value: JSON.stringify(event), kind: `${event.type}` }]);
    } catch (error) {
      if (!isTransient(error)) throw error;
    }
  }
}

/** A follower whose effects go down where it keeps its position. `refuse` says what keeps an event from being applied. */
export interface Effects {
  follow(refuse?: (event: Happened) => unknown, over?: { readonly log?: Log }): Following;
  /** How many events each run had. */
  readonly runs: readonly number[];
  /** `a1`, in order. */
  effects(): Promise<readonly string[]>;
}

export async function inFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-following-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Position and effects in tables. */
export async function inTables(t: TestContext, { folder, log }: { folder: string; log: Log }): Promise<Effects> {
  const sql = await openTables(folder);
  const running: { stop(): Promise<void> }[] = [];
  const runs: number[] = [];
  t.after(async () => {
    await Promise.all(running.map((each) => each.stop()));
    await sql.close();
  });
  return {
    runs,
    follow(refuse = () => undefined, over = {}) {
      const followers = followersInSql(sql, { reader: 'test', log: over.log ?? log, clock: quick, logger });
      running.push(followers);
      return followers.follow([happened], async (tx, events) => {
        runs.push(events.length);
        for (const event of events) {
          const error = refuse(event);
          await tx.insertInto('effects').values({ key: event.key, n: event.payload.n }).execute();
          if (error !== undefined) throw error;
        }
      });
    },
    effects: async () => (await sql.db.selectFrom('effects').selectAll().execute()).map(({ key, n }) => `${key}${n}`),
  };
}

/** Position in the log's marks; effects in a file, idempotent by the event's id. */
export async function inMarks(t: TestContext, { folder, log }: { folder: string; log: Log }): Promise<Effects> {
  const file = join(folder, 'effects');
  const running: { stop(): Promise<void> }[] = [];
  const runs: number[] = [];
  t.after(() => Promise.all(running.map((each) => each.stop())));
  return {
    runs,
    follow(refuse = () => undefined, over = {}) {
      const followers = followersInLog({ reader: 'test', log: over.log ?? log, clock: quick, logger });
      running.push(followers);
      return followers.follow([happened], async (_, events) => {
        runs.push(events.length);
        for (const event of events) {
          const error = refuse(event);
          if (error !== undefined) throw error;
          appendFileSync(file, `${event.id} ${event.key}${event.payload.n}\n`);
        }
      });
    },
    async effects() {
      if (!existsSync(file)) return [];
      const lines = readFileSync(file, 'utf8').trim().split('\n');
      return [...new Set(lines)].map((line) => line.split(' ')[1] ?? '');
    },
  };
}

export async function until(test: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await test())) await systemClock.sleep(10);
}
