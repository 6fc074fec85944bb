// node --test src/engines/rows/kill.suite.ts; KILL_SEED repeats a run's moments.
import { test } from 'node:test';
import { killWriting } from './testing/kill.ts';
import { adapter } from './testing/sqlite.ts';

test('twenty kills lose no row that was acknowledged, and leave no half of a batch', async (t) => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const { place, remove } = await adapter.newPlace();
  t.after(remove);
  await killWriting(adapter, { place, rounds: 20, seed });
});
