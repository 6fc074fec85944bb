import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimJob, context, newFolder, type Rig, startRig, until } from '../testing/harness.ts';
import { newJob } from './job-rows.ts';
import { joinBatch } from './order.ts';

const day = 86_400_000;
/** Leases outlast a busy machine, and rows without a title are left alone. */
const still = { leaseMs: 600_000, sweepMs: 3_600_000 };

test('what makes a film watchable comes first over all titles, the shortest way there before longer ones', async (t) => {
  const rig = await startRig(t, await newFolder(t), { config: still });
  const now = Date.now();
  await addJobs(rig, { title: 'long', at: now, batch: 'a', work: 600 });
  await addJobs(rig, { title: 'short', at: now + 1_000, batch: 'a', work: 5 });
  await addJobs(rig, { title: 'old', at: now - day, batch: 'a', work: 600 });
  assert.deepEqual(await order(rig, 6), [
    ['old', 'first-look'],
    ['short', 'first-look'],
    ['long', 'first-look'],
    ['old', 'ladder'],
    ['short', 'ladder'],
    ['long', 'ladder'],
  ]);
});

test('a folder of a thousand films does not keep a later single one waiting', async (t) => {
  const rig = await startRig(t, await newFolder(t), { config: still });
  const now = Date.now();
  for (let film = 0; film < 1_000; film += 1) {
    await addJobs(rig, { title: `folder-${String(film).padStart(4, '0')}`, at: now + film, batch: 'folder', work: 2 });
  }
  const before = await order(rig, 50);
  assert.ok(before.every(([title]) => title?.startsWith('folder')));
  for (const part of [1, 2, 3]) await addJobs(rig, { title: `single-${part}`, at: now + day, batch: '', work: 2 });
  const titles = (await order(rig, 6)).map(([title]) => title?.split('-')[0]);
  assert.deepEqual(titles.filter((title) => title === 'single').length, 3, titles.join(' '));
});

test('a clock that is set back an hour holds no job, no ticket and no lock up', async (t) => {
  const rig = await startRig(t, await newFolder(t), { config: { ...still, leaseMs: 1_500 } });
  await addJobs(rig, { title: 'film', at: Date.now(), batch: '', work: 2 });
  const lost = await claimJob(rig);
  rig.clock.forward(-3_600_000);
  // Its encoder says nothing more. Half a second is long to a lease of a second and a half, an hour would not pass.
  const again = await until('it is leased to another', async () => {
    const { job } = await rig.studio.implementation.calls.claim({ encoder: 'e2', waitMs: 500 }, context());
    return job?.id === lost.id && job;
  });
  assert.equal(again.attempt, 2);
});

test('work of a batch that was forgotten is done all the same', async (t) => {
  const rig = await startRig(t, await newFolder(t), { config: still });
  await addJobs(rig, { title: 'film', at: Date.now(), batch: 'gone', work: 2 });
  await rig.sql.db.deleteFrom('batches').execute();
  assert.deepEqual(await order(rig, 2), [
    ['film', 'first-look'],
    ['film', 'ladder'],
  ]);
});

interface Film {
  readonly title: string;
  readonly at: number;
  readonly batch: string;
  readonly work: number;
}

/** One job of the first look and one of the ladder, as they stand in the tables. */
async function addJobs(rig: Rig, { title, at, batch, work }: Film): Promise<void> {
  const common = { title, source: '0'.repeat(64), titleAt: at, batch, work, weight: work, sequence: 0 };
  const task = { kind: 'inspect' } as const;
  await rig.sql.transaction(async (tx) => {
    await joinBatch(rig, tx, batch);
    for (const part of ['first-look', 'ladder'] as const) {
      await tx
        .insertInto('jobs')
        .values(newJob(`${title}-${part}`, { ...common, part, task }))
        .execute();
    }
  });
}

async function order(rig: Rig, jobs: number): Promise<readonly (readonly [string, string | undefined])[]> {
  const claimed: (readonly [string, string | undefined])[] = [];
  for (let count = 0; count < jobs; count += 1) {
    const { id, title } = await claimJob(rig, 'e', 20_000);
    claimed.push([title, id.slice(title.length + 1)]);
  }
  return claimed;
}
