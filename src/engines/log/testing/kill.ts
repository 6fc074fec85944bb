import assert from 'node:assert/strict';
import { killRounds, moduleBeside } from '../../../host/index.ts';
import { seededRandom, systemClock } from '../../../kit/index.ts';
import type { Log, StoredRecord } from '../index.ts';

/** What the suite needs of an adapter. `place` is an empty folder's path, the same for all who share a log. */
export interface LogAdapter {
  /** The module's own address: children open the same place through it. */
  readonly module: string;
  open(place: string): Promise<Log>;
}

export interface KillOptions {
  readonly place: string;
  readonly rounds: number;
  readonly seed: number;
}

/** An appending child is killed: each key's records are there from the first to at least the last acknowledged one. */
export async function killAppending(adapter: LogAdapter, { place, rounds, seed }: KillOptions): Promise<void> {
  await killRounds({
    module: moduleBeside(import.meta.url, './child'),
    args: [adapter.module, place, 'killed', '0'],
    rounds,
    random: seededRandom(seed),
    clock: systemClock,
    withinMs: 200,
    verify: async (lines) => {
      const log = await adapter.open(place);
      try {
        verifyKeys(await readAll(log, 'events'), lines);
      } finally {
        await log.close();
      }
    },
  });
}

/** Every record of a topic; asserts on the way that offsets rise. */
export async function readAll(log: Log, topic: string): Promise<readonly StoredRecord[]> {
  const all: StoredRecord[] = [];
  for (let partition = 0; partition < (await log.partitions(topic)); partition += 1) {
    for (let from = 0; ; ) {
      const records = await log.read(topic, { partition, from, limit: 100, waitMs: 0 });
      for (const record of records) {
        assert.ok(record.offset >= from, 'offsets rise');
        from = record.offset + 1;
        all.push(record);
      }
      if (records.length === 0) break;
    }
  }
  return all;
}

/** `lines` are `<key> <n>`: the key's values 0 to n were acknowledged. Appends are of two, and whole or not there. */
export function verifyKeys(records: readonly StoredRecord[], lines: readonly string[]): void {
  const values = Map.groupBy(records, ({ key }) => key);
  for (const [key, found] of values) {
    assert.deepEqual(
      found.map(({ value }) => value),
      found.map((_, index) => String(index)),
      `records of ${key}`,
    );
    assert.equal(found.length % 2, 0, `half an append of ${key}`);
  }
  for (const line of lines) {
    const [key = '', n] = line.split(' ');
    assert.ok((values.get(key)?.length ?? 0) > Number(n), `acknowledged and lost: ${line}`);
  }
}
