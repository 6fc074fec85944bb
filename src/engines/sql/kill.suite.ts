// node --test src/engines/sql/kill.suite.ts; KILL_SEED repeats a run's moments.
import { test } from 'node:test';
import { killCounting } from './testing/kill.ts';
import { adapter as sqlite } from './testing/sqlite.ts';
import { adapter as trial } from './testing/trial.ts';

for (const [adapter, rounds] of [
  [sqlite, 50],
  [trial, 10],
] as const) {
  test(`${adapter.name}: ${rounds} kills lose no acknowledged transaction and leave none by half`, async (t) => {
    const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
    t.diagnostic(`seed ${seed}`);
    const place = await adapter.newPlace();
    await killCounting(adapter, { place, rounds, seed });
    await adapter.dropPlace(place);
  });
}
