import assert from 'node:assert/strict';
import { killRounds, moduleBeside } from '../../../host/index.ts';
import { seededRandom, systemClock } from '../../../kit/index.ts';
import { sure } from './change.ts';
import { type SqlAdapter, type SuiteTables, suiteMigrations } from './tables.ts';

export interface KillOptions {
  readonly place: string;
  readonly rounds: number;
  readonly seed: number;
}

/** A counting child is killed at random moments: what it printed is there, and each count with its entry or not at all. */
export async function killCounting(adapter: SqlAdapter, { place, rounds, seed }: KillOptions): Promise<void> {
  await killRounds({
    module: moduleBeside(import.meta.url, './child'),
    args: [adapter.module, place, 'killed', '0'],
    rounds,
    random: seededRandom(seed),
    clock: systemClock,
    withinMs: 200,
    verify: (lines) => verifyCounts(adapter, place, lines),
  });
}

export async function verifyCounts(adapter: SqlAdapter, place: string, lines: readonly string[]): Promise<void> {
  const store = await adapter.open<SuiteTables>(place, suiteMigrations);
  try {
    const counters = await sure(() =>
      store.db.selectFrom('counters').selectAll().where('name', '!=', 'migrated').execute(),
    );
    const entries = await sure(() => store.db.selectFrom('entries').selectAll().orderBy('id').execute());
    for (const { name, n } of counters) {
      const counted = entries.filter((entry) => entry.name === name).map((entry) => entry.n);
      assert.deepEqual(
        counted,
        Array.from({ length: n }, (_, index) => index + 1),
        `entries of ${name}`,
      );
    }
    for (const line of lines) {
      const [lane, n] = line.split(' ');
      const counter = counters.find(({ name }) => name === lane);
      assert.ok((counter?.n ?? 0) >= Number(n), `acknowledged and lost: ${line}`);
    }
  } finally {
    await store.close();
  }
}
