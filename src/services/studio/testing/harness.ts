// What studio's tests share: the real embedded engines in a folder of their own, and a small encoder.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  type ByteRouteContext,
  type CallContext,
  type Job,
  type RunningService,
  type StudioTitle,
  type studioContract,
  theOwner,
} from '../../../contracts/index.ts';
import { openFolderObjects } from '../../../engines/objects/folder/open.ts';
import type { Objects } from '../../../engines/objects/index.ts';
import { trialObjects } from '../../../engines/objects/trial/open.ts';
import type { Queue } from '../../../engines/queue/index.ts';
import { openSqliteQueue } from '../../../engines/queue/sqlite/open.ts';
import { trialQueue } from '../../../engines/queue/trial/open.ts';
import type { Sql } from '../../../engines/sql/index.ts';
import { makeOnce } from '../../../engines/sql/ledger/answers.ts';
import { makeTell, pendingEvents } from '../../../engines/sql/ledger/outbox.ts';
import { trialSql } from '../../../engines/sql/trial/open.ts';
import { type Dice, jsonLogger, type Logger, openDice, silentLogger } from '../../../host/index.ts';
import { type Clock, idMaker, systemClock, systemRandom } from '../../../kit/index.ts';
import { retryObjects } from '../../../platform/engines/retry-objects.ts';
import { retryQueue } from '../../../platform/engines/retry-queue.ts';
import { retrySql } from '../../../platform/engines/retry-sql.ts';
import { openTables } from '../../../platform/testing/open-tables.ts';
import { defaultConfig, type StudioConfig } from '../config.ts';
import { migrations, type StudioTables, start } from '../index.ts';
import { studioParts } from '../parts.ts';
import type { Studio } from '../studio.ts';
import { watchTitles } from './title-watch.ts';

export const quickConfig: StudioConfig = {
  ...defaultConfig,
  leaseMs: 2_000,
  tickMs: 50,
  sweepMs: 50,
  partBytes: 5 * 1024 * 1024,
  intentMs: 3_000,
  keepRemovedMs: 600_000,
};

export interface Rig {
  readonly folder: string;
  readonly studio: RunningService<typeof studioContract>;
  /** What studio's own functions work with, for tests of them. */
  readonly inner: Studio;
  readonly sql: Sql<StudioTables>;
  /** The same tables, for transactions that no rule is asked of. */
  readonly unwatched: Sql<StudioTables>;
  readonly objects: Objects;
  readonly queue: Queue;
  readonly clock: ShiftedClock;
  events(): Promise<readonly { readonly type: string; readonly key: string; readonly payload: unknown }[]>;
  /** Ends it as a stop would, or as a kill would: nothing is given back, the tables stay as they are. */
  stop(): Promise<void>;
}

/** With BIJOU_ENGINES=trial, tables, store and queue behave here as a network may, by BIJOU_TRIAL_SEED. */
const onTrial = process.env.BIJOU_ENGINES === 'trial';

function diceOf(name: string): Dice {
  return openDice({ seed: Number(process.env.BIJOU_TRIAL_SEED ?? 1), name, clock: systemClock });
}

/** A clock that a test can set forward. */
export interface ShiftedClock extends Clock {
  forward(ms: number): void;
}

export function shiftedClock(): ShiftedClock {
  let shift = 0;
  let gone = 0;
  return {
    ...systemClock,
    now: () => systemClock.now() + shift,
    monotonic: () => systemClock.monotonic() + gone,
    forward(ms) {
      shift += ms;
      // Set back, a clock shows less, and time has gone on all the same.
      gone += Math.max(0, ms);
    },
  };
}

export async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-studio-'));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Starts studio on whatever an earlier one left in the folder. */
export async function startRig(
  t: TestContext,
  folder: string,
  options: { readonly config?: Partial<StudioConfig>; readonly clock?: ShiftedClock; readonly logger?: Logger } = {},
): Promise<Rig> {
  const clock = options.clock ?? shiftedClock();
  const random = systemRandom;
  const verbose = process.env.BIJOU_TEST_LOG !== undefined;
  const quiet = options.logger ?? silentLogger;
  const logger = verbose ? jsonLogger({ clock, level: 'debug', write: console.error }) : quiet;
  const tables = await openTables<StudioTables>({
    file: join(folder, 'studio.sqlite'),
    migrations,
    clock,
    random,
    logger,
  });
  const ports = { clock, random };
  const breaches: string[] = [];
  const unwatched = onTrial ? retrySql(trialSql(tables, diceOf('sql')), ports) : tables;
  const sql = watchTitles(unwatched, (sentence) => breaches.push(sentence));
  const store = await openFolderObjects({ folder: join(folder, 'objects'), ...ports });
  const objects = onTrial ? retryObjects(trialObjects(store, diceOf('objects')), ports) : store;
  const file = join(folder, 'queue.sqlite');
  const tickets = await openSqliteQueue({ file, maxReceives: 20, clock, random, logger });
  const queue = onTrial ? retryQueue(trialQueue(tickets, { dice: diceOf('queue'), clock }), ports) : tickets;
  const makeId = idMaker(clock, random);
  const config = { ...quickConfig, ...options.config };
  const tell = makeTell({ sql, makeId, clock });
  const once = makeOnce(sql);
  const deps = { sql, tell, once, objects, queue, clock, random, makeId, logger, config, post: fetch };
  const studio = await start(deps);
  const inner: Studio = {
    ...deps,
    stopping: new AbortController().signal,
    wake: () => undefined,
    ...studioParts(deps),
  };
  let stopped = false;
  async function stop(): Promise<void> {
    if (stopped) return;
    stopped = true;
    await studio.stop();
    await queue.close();
    await objects.close();
    await sql.close();
  }
  t.after(async () => {
    await stop();
    assert.deepEqual(breaches, []);
  });
  const events = () => pendingEvents(sql, 1000);
  return { folder, studio, inner, sql, unwatched, objects, queue, clock, events, stop };
}

export function context(token?: string): CallContext {
  return {
    signal: new AbortController().signal,
    deadline: Date.now() + 60_000,
    token,
    trace: '0'.repeat(32),
    principal: theOwner,
    origin: undefined,
  };
}

export function routeContext(params: Readonly<Record<string, string>>, token?: string): ByteRouteContext {
  return { ...context(token), params };
}

/** Asks until it is so; fails with `what` after two minutes. */
export async function until<Value>(what: string, ask: () => Promise<Value | undefined | false>): Promise<Value> {
  const end = Date.now() + 120_000;
  for (;;) {
    const value = await ask();
    if (value !== undefined && value !== false) return value;
    assert.ok(Date.now() < end, `waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export async function titleIn(rig: Rig, id: string, state: StudioTitle['state']): Promise<StudioTitle> {
  return until(`the title is ${state}`, async () => {
    const title = await rig.studio.implementation.calls.title({ id }, context());
    assert.ok(title.state === state || !['refused', 'failed'].includes(title.state), `${title.state}: ${title.why}`);
    return title.state === state && title;
  });
}

export async function claimJob(rig: Rig, encoder = 'e1', waitMs = 10_000): Promise<Job> {
  const { job } = await rig.studio.implementation.calls.claim({ encoder, waitMs }, context());
  assert.ok(job, 'there is a job to claim');
  return job;
}

export async function putOutput(
  rig: Rig,
  job: Job,
  output: { readonly name: string; readonly body: Uint8Array<ArrayBuffer> | string },
): Promise<{ name: string; hash: string; bytes: number }> {
  const { name, body } = output;
  const request = new Request(`http://studio/api/studio/jobs/${job.id}/outputs/${name}?lease=${job.lease}`, {
    method: 'PUT',
    body,
  });
  const response = await rig.studio.implementation.routes.output(request, routeContext({ job: job.id, name }));
  return (await response.json()) as { name: string; hash: string; bytes: number };
}

export async function allKeys(objects: Objects): Promise<readonly string[]> {
  const keys: string[] = [];
  for (;;) {
    const after = keys.at(-1);
    const page = await objects.list('', { limit: 500, ...(after === undefined ? {} : { after }) });
    keys.push(...page.map(({ key }) => key));
    if (page.length < 500) return keys;
  }
}

export function newToken(): string {
  return randomUUID();
}
