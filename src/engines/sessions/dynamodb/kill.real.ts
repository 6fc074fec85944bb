// engines: dynamodb
// KILL_SEED repeats a run's moments, KILLS its number of them.
import { test } from 'node:test';
import { adapter } from '../testing/dynamodb.ts';
import { killCounting } from '../testing/kill.ts';

const rounds = Number(process.env.KILLS ?? 20);

test(`${rounds} kills of a writer lose no item that was acknowledged`, async (t) => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const { place, remove } = await adapter.newPlace();
  t.after(remove);
  await killCounting(adapter, { place, rounds, seed });
});
