// node --test src/engines/sql/kill.suite.ts; KILL_SEED repeats a run's moments.
import { test } from 'node:test';
import { killCounting } from './testing/kill.ts';
import { adapter } from './testing/sqlite.ts';

test('fifty kills lose no acknowledged transaction and leave none by half', async (t) => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const place = await adapter.newPlace();
  await killCounting(adapter, { place, rounds: 50, seed });
  await adapter.dropPlace(place);
});
