// node --test src/engines/sql/kill.suite.ts; KILL_SEED repeats a run's moments.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { killCounting } from './testing/kill.ts';
import { adapter } from './testing/sqlite.ts';

test('fifty kills lose no acknowledged transaction and leave none by half', async (t) => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const place = await mkdtemp(join(tmpdir(), 'bijou-kill-'));
  await killCounting(adapter, { place, rounds: 50, seed });
  await rm(place, { recursive: true });
});
