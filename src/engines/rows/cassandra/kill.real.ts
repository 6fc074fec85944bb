// engines: cassandra
// KILL_SEED repeats a run's moments, KILLS its number of them.
import { test } from 'node:test';
import { adapter } from '../testing/cassandra.ts';
import { killWriting } from '../testing/kill.ts';

const rounds = Number(process.env.KILLS ?? 20);

test(`${rounds} kills of a writer lose no row that was acknowledged, and leave no half of a batch`, async (t) => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const { place, remove } = await adapter.newPlace();
  t.after(remove);
  await killWriting(adapter, { place, rounds, seed });
});
