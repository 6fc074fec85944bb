import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { lockTitle, lockTitles } from '../lock-title.ts';
import type { Tx } from '../studio.ts';
import { newFolder, type Rig, startRig } from './harness.ts';
import { addFilm } from './simulated-films.ts';
import { watchTitles } from './title-watch.ts';

async function watched(t: TestContext) {
  const rig = await startRig(t, await newFolder(t), { config: { sweepMs: 600_000, tickMs: 600_000 } });
  const ids = [await addFilm(rig, { shots: 1 }), await addFilm(rig, { shots: 2 })] as const;
  const found: string[] = [];
  // Apart from the rig's own watch, which would fail this test.
  const sql = watchTitles(rig.unwatched, (sentence) => found.push(sentence));
  async function breaches(body: (tx: Tx, locking: Pick<Rig, 'sql'>) => Promise<unknown>): Promise<number> {
    found.length = 0;
    await sql.transaction((tx) => body(tx, { sql }));
    return found.length;
  }
  return { ids, breaches };
}

const read = (tx: Tx, id: string) => tx.selectFrom('titles').select('paused').where('id', '=', id).executeTakeFirst();
const write = (tx: Tx, id: string) => tx.updateTable('titles').set({ why: null }).where('id', '=', id).execute();

test('who reads a title plainly and changes it, or what belongs to it, is found out', async (t) => {
  const { ids, breaches } = await watched(t);
  const [id, other] = ids;
  const readThenWrite = async (tx: Tx) => {
    await read(tx, id);
    await write(tx, id);
  };
  assert.equal(await breaches(readThenWrite), 1);
  const jobOfTitle = async (tx: Tx) => {
    const job = await tx.selectFrom('jobs').selectAll().where('title', '=', id).executeTakeFirstOrThrow();
    await tx.updateTable('jobs').set({ failures: 0 }).where('id', '=', job.id).execute();
  };
  assert.equal(await breaches(jobOfTitle), 1);
  const belonging = async (tx: Tx) => {
    await read(tx, id);
    await tx.deleteFrom('measures').where('title', '=', id).execute();
  };
  assert.equal(await breaches(belonging), 1);
  const lockedTooLate = async (tx: Tx, locking: Pick<Rig, 'sql'>) => {
    await read(tx, id);
    await lockTitle(locking, tx, id);
  };
  assert.equal(await breaches(lockedTooLate), 1);
  const lockedAnother = async (tx: Tx, locking: Pick<Rig, 'sql'>) => {
    await lockTitle(locking, tx, other);
    await readThenWrite(tx);
  };
  assert.equal(await breaches(lockedAnother), 1);
});

test('who locks first, only reads, only writes, or writes under a condition of its own is let be', async (t) => {
  const { ids, breaches } = await watched(t);
  const [id] = ids;
  const lockFirst = async (tx: Tx, locking: Pick<Rig, 'sql'>) => {
    await lockTitles(locking, tx, ids);
    await read(tx, id);
    await write(tx, id);
  };
  assert.equal(await breaches(lockFirst), 0);
  assert.equal(await breaches((tx) => read(tx, id)), 0);
  assert.equal(await breaches((tx) => write(tx, id)), 0);
  const conditional = async (tx: Tx) => {
    const job = await tx.selectFrom('jobs').selectAll().where('title', '=', id).executeTakeFirstOrThrow();
    const update = tx.updateTable('jobs').set({ failures: 0 }).where('id', '=', job.id);
    await update.where('state', '=', 'waiting').execute();
  };
  assert.equal(await breaches(conditional), 0);
});
