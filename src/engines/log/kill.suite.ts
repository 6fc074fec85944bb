// node --test src/engines/log/kill.suite.ts; KILL_SEED repeats a run's moments.
import { test } from 'node:test';
import { killAppending } from './testing/kill.ts';
import { adapter } from './testing/sqlite.ts';

test('fifty kills lose no acknowledged record and leave no append by half', async (t) => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const place = await adapter.newPlace();
  await killAppending(adapter, { place, rounds: 50, seed });
  await adapter.removePlace(place);
});
