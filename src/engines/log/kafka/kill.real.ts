// engines: kafka
// KILL_SEED repeats a run's moments, KILLS its number of them.
import { test } from 'node:test';
import { adapter } from '../testing/kafka.ts';
import { killAppending } from '../testing/kill.ts';

const rounds = Number(process.env.KILLS ?? 10);

test(`${rounds} kills of a writer lose no acknowledged record and leave no append by half`, async (t) => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  await killAppending(adapter, { place: await adapter.newPlace(), rounds, seed });
});
