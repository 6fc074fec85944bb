// node --test src/engines/queue/kill.suite.ts; KILL_SEED repeats a run's moments.
import { test } from 'node:test';
import { killSending } from './testing/kill.ts';
import { adapter } from './testing/sqlite.ts';

test('fifty kills lose no ticket and bring none back', async (t) => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const { place, remove } = await adapter.newPlace();
  await killSending(adapter, { place, rounds: 50, seed });
  await remove();
});
