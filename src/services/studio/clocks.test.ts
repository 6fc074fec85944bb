// Two processes on one data folder whose clocks are a minute apart, as those of two containers may be.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { silentLogger } from '../../host/index.ts';
import { hasCode, idMaker, systemRandom } from '../../kit/index.ts';
import { sqlLocks } from './locks.ts';
import {
  claimJob,
  context,
  newFolder,
  type Rig,
  type ShiftedClock,
  shiftedClock,
  startRig,
} from './testing/harness.ts';

const minuteMs = 60_000;

/** A clock that was always a minute off: only what it shows differs, not how fast it runs. */
function apart(ms: number): ShiftedClock {
  const clock = shiftedClock();
  return { ...clock, now: () => clock.now() + ms };
}

for (const off of [minuteMs, -minuteMs]) {
  const which = off > 0 ? 'ahead' : 'behind';

  test(`a lease stands though another process’s clock is a minute ${which}, and ends for a silent encoder all the same`, async (t) => {
    const folder = await newFolder(t);
    const config = { intentMs: 600_000 };
    const one = await startRig(t, folder, { config });
    const other = await startRig(t, folder, { config, clock: apart(off) });
    await add(one);
    const job = await claimJob(one, 'e1');
    const { calls } = other.studio.implementation;
    for (let look = 0; look < 3; look += 1) {
      assert.deepEqual(await calls.claim({ encoder: 'e2', waitMs: 50 }, context()), {});
      assert.deepEqual(await calls.renew({ job: job.id, lease: job.lease, done: look / 4 }, context()), {
        cancelled: false,
      });
    }
    one.clock.forward(2_001);
    other.clock.forward(2_001);
    const next = await claimJob(other, 'e2');
    assert.deepEqual([next.id, next.attempt], [job.id, 2]);
  });

  test(`a lock is kept from a process whose clock is a minute ${which}, and a dead holder’s is had`, async (t) => {
    const rig = await startRig(t, await newFolder(t));
    const clock = apart(off);
    const [here, there] = [locksOf(rig, rig.clock), locksOf(rig, clock)];
    const signal = new AbortController().signal;
    const held = await here.acquire('x', { waitMs: 0, signal });
    const wanting = () => there.acquire('x', { waitMs: 0, signal });
    await assert.rejects(wanting(), (error) => hasCode(error, 'studio.busy'));
    await rig.sql.transaction((tx) => held.check(tx));
    // Its process stands still: nothing keeps the row moving.
    rig.clock.forward(0);
    await held.release();
    await rig.sql.db.insertInto('locks').values({ name: 'x', owner: 'dead', expires_at: 0, wanted: 0 }).execute();
    await assert.rejects(wanting(), (error) => hasCode(error, 'studio.busy'));
    clock.forward(10_001);
    const taken = await wanting();
    await rig.sql.transaction((tx) => taken.check(tx));
    // The old holder was only asleep, and writes too late.
    await assert.rejects(
      rig.sql.transaction((tx) => held.check(tx)),
      (error) => hasCode(error, 'studio.busy'),
    );
    await taken.release();
  });
}

test('a job that was lost ten times is not given out once more, however many ask at once', async (t) => {
  const rig = await startRig(t, await newFolder(t), { config: { tickMs: 60_000 } });
  const { calls } = rig.studio.implementation;
  const id = await add(rig);
  let attempts = 0;
  for (let round = 0; round < 30; round += 1) {
    const asked = Array.from({ length: 4 }, (_, n) => calls.claim({ encoder: `e${n}`, waitMs: 20 }, context()));
    const given = (await Promise.all(asked)).filter(({ job }) => job !== undefined);
    assert.ok(given.length <= 1, 'one at a time');
    attempts += given.length;
    rig.clock.forward(2_001);
  }
  assert.equal(attempts, 10);
  const { state, why } = await calls.title({ id }, context());
  assert.deepEqual([state, why], ['failed', '10 encoders stopped answering while they worked on it.']);
});

function locksOf({ sql }: Rig, clock: ShiftedClock) {
  return sqlLocks({ sql, clock, makeId: idMaker(clock, systemRandom), logger: silentLogger });
}

async function add(rig: Rig): Promise<string> {
  const path = join(rig.folder, 'a.mp4');
  await writeFile(path, 'film');
  return (await rig.studio.implementation.calls.addFile({ path }, context())).title.id;
}
