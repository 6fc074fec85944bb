// engines: elasticmq
// KILL_ROUNDS=50 for longer; KILL_SEED repeats a run's moments.
import { test } from 'node:test';
import { killSending } from '../testing/kill.ts';
import { adapter } from '../testing/sqs.ts';

const rounds = Number(process.env.KILL_ROUNDS ?? 5);

test(`${rounds} kills of senders and takers lose no ticket, and bring none back`, async (t) => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const { place, remove } = await adapter.newPlace();
  t.after(remove);
  await killSending(adapter, { place, rounds, seed, hiddenMs: 2_000, withinMs: 1_500 });
});
