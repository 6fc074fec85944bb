// engines: mariadb dns
// KILL_SEED repeats a run's moments; KILLS says how many.
import { test } from 'node:test';
import { killCounting } from '../testing/kill.ts';
import { adapter } from '../testing/mysql.ts';

const rounds = Number(process.env.KILLS ?? 20);

test(`${adapter.name}: ${rounds} kills lose no acknowledged transaction and leave none by half`, async (t) => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const place = await adapter.newPlace();
  t.after(() => adapter.dropPlace(place));
  await killCounting(adapter, { place, rounds, seed });
});
