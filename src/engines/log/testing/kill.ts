import assert from 'node:assert/strict';
import { killRounds, moduleBeside } from '../../../host/index.ts';
import { seededRandom, systemClock } from '../../../kit/index.ts';
import type { StoredRecord } from '../index.ts';
import { type LogAdapter, patient, readAll, valuesOf } from './rig.ts';

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
      const log = patient(await adapter.open(place));
      try {
        verifyKeys(await readAll(log, 'events'), lines);
      } finally {
        await log.close();
      }
    },
  });
}

/** `lines` are `<key> <n>`: the key's values 0 to n were acknowledged. Appends are of two, and whole or not there. */
export function verifyKeys(records: readonly StoredRecord[], lines: readonly string[]): void {
  const values = Map.groupBy(records, ({ key }) => key);
  for (const [key, found] of values) {
    assert.deepEqual(
      valuesOf(found),
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
