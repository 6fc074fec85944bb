import assert from 'node:assert/strict';
import { BijouError, type Random, systemClock } from '../../../kit/index.ts';
import type { Index, Mapping, Operation } from '../index.ts';

export interface RedTrial {
  readonly open: () => Promise<Index>;
  /** Kills what answers, with -9; nothing answers, or not for all shards, until it is back. */
  readonly kill: () => Promise<void>;
  readonly rejoin: () => Promise<void>;
  readonly kills: number;
  readonly random: Random;
}

export interface RedFigures {
  readonly kills: number;
  /** Operations that were answered as done. */
  readonly acknowledged: number;
  readonly lost: number;
  /** An older version where a newer one had been acknowledged, or what had been deleted. */
  readonly backInTime: number;
  /** Searches that answered while something was away, and left out what had been found before. */
  readonly halfAnswers: number;
  readonly failedCalls: number;
  readonly serviceAgainMs: { readonly median: number; readonly most: number };
}

const mapping: Mapping = { fields: { text: { type: 'text' }, lane: { type: 'keyword' }, n: { type: 'number' } } };
const name = 'red-1';
const lanes = ['a', 'b', 'c', 'd'];
const ids = 50;

/** Kills the index under writers that know every operation they were answered for; what was lost is counted. */
export async function turnRed({ open, kill, rejoin, kills, random }: RedTrial): Promise<RedFigures> {
  const index = await open();
  await index.create(name, mapping);
  const stopping = new AbortController();
  const failures = { count: 0 };
  const writers = lanes.map((lane) => write(index, { lane, failures, stopping: stopping.signal, random }));
  const searching = search(index, stopping.signal);
  const again: number[] = [];
  await settled(writers);
  for (let round = 0; round < kills; round += 1) {
    await systemClock.sleep(200 + random.float() * 800);
    await kill();
    await systemClock.sleep(random.float() * 500);
    const before = systemClock.monotonic();
    await rejoin();
    await settled(writers);
    again.push(systemClock.monotonic() - before);
  }
  stopping.abort();
  await Promise.all(writers.map(({ done }) => done));
  const halfAnswers = await searching;
  const told = await look(index, writers);
  await index.drop(name);
  await index.close();
  again.sort((a, b) => a - b);
  const serviceAgainMs = { median: Math.round(again[again.length >> 1] ?? 0), most: Math.round(again.at(-1) ?? 0) };
  return { kills, ...told, halfAnswers, failedCalls: failures.count, serviceAgainMs };
}

interface Writer {
  readonly lane: string;
  /** By id: the version acknowledged last, and whether it was a deletion. */
  readonly standing: ReadonlyMap<string, { readonly version: number; readonly isThere: boolean }>;
  acknowledged(): number;
  readonly done: Promise<void>;
}

interface WriterOptions {
  readonly lane: string;
  readonly failures: { count: number };
  readonly stopping: AbortSignal;
  readonly random: Random;
}

function write(index: Index, { lane, failures, stopping, random }: WriterOptions): Writer {
  const standing = new Map<string, { readonly version: number; readonly isThere: boolean }>();
  let version = 0;
  let acknowledged = 0;
  async function send(operations: readonly Operation[]): Promise<void> {
    let left = operations;
    while (left.length > 0) {
      try {
        const outcomes = await index.bulk(name, left);
        for (const [nth, { outcome }] of outcomes.entries()) assert.notEqual(outcome, 'refused', String(left[nth]?.id));
        left = left.filter((_, nth) => outcomes[nth]?.outcome === 'busy');
      } catch (error) {
        if (!(error instanceof BijouError) || error.retry !== 'transient') throw error;
        failures.count += 1;
        await systemClock.sleep(300);
      }
    }
  }
  async function work(): Promise<void> {
    while (!stopping.aborted) {
      const operations = Array.from({ length: 1 + Math.floor(random.float() * 20) }, (): Operation => {
        version += 1;
        const id = `${lane}${Math.floor(random.float() * ids)}`;
        const document = random.float() < 0.1 ? undefined : { text: `word${version} ${lane}`, lane, n: version };
        return { id, version, document };
      });
      await send(operations);
      for (const { id, version: told, document } of operations)
        standing.set(id, { version: told, isThere: document !== undefined });
      acknowledged += operations.length;
      await systemClock.sleep(10);
    }
  }
  return { lane, standing, acknowledged: () => acknowledged, done: work() };
}

async function settled(writers: readonly Writer[]): Promise<void> {
  const before = writers.map((writer) => writer.acknowledged());
  while (!writers.every((writer, nth) => writer.acknowledged() > (before[nth] ?? 0) + 40)) await systemClock.sleep(10);
}

/** A document that nobody touches is found by every search that answers. */
async function search(index: Index, stopping: AbortSignal): Promise<number> {
  await index.bulk(name, [{ id: 'rock', version: 1, document: { text: 'rock', lane: 'rock', n: 0 } }]);
  await index.refresh(name);
  let half = 0;
  while (!stopping.aborted) {
    try {
      const { total } = await index.search(name, { words: { text: 'rock' }, limit: 1 });
      if (total !== 1) half += 1;
    } catch (error) {
      if (!(error instanceof BijouError) || error.retry !== 'transient') throw error;
      await systemClock.sleep(300);
    }
    await systemClock.sleep(20);
  }
  return half;
}

async function look(index: Index, writers: readonly Writer[]) {
  await index.refresh(name);
  const found = new Map<string, number>();
  let after: string | undefined;
  do {
    const page = await index.search(name, { limit: 1_000, documents: true, ...(after !== undefined && { after }) });
    for (const { id, document } of page.hits) found.set(id, Number(document?.n));
    after = page.next;
  } while (after !== undefined);
  const count = { acknowledged: 0, lost: 0, backInTime: 0 };
  for (const { standing, acknowledged } of writers) {
    count.acknowledged += acknowledged();
    for (const [id, { version, isThere }] of standing) {
      const there = found.get(id);
      if (isThere && there === undefined) count.lost += 1;
      else if ((there ?? version) !== version || (!isThere && there !== undefined)) count.backInTime += 1;
    }
  }
  return count;
}

export function assertNothingLost({ lost, backInTime, halfAnswers, acknowledged }: RedFigures): void {
  assert.deepEqual({ lost, backInTime, halfAnswers }, { lost: 0, backInTime: 0, halfAnswers: 0 });
  assert.ok(acknowledged > 0, 'nothing was written');
}
