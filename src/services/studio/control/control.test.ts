import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulatedEncoder } from '../../../engines/encoder/simulated/open.ts';
import { hasCode } from '../../../kit/index.ts';
import { allKeys, claimJob, context, newFolder, type Rig, startRig, until } from '../testing/harness.ts';
import { addFilm, encodeAll, inputOf } from '../testing/simulated-films.ts';
import { encodeUntil } from '../testing/small-encoder.ts';

test('a paused title begins nothing more, finishes what is begun, and goes on when it is resumed', async (t) => {
  const rig = await startRig(t, await newFolder(t), { config: { leaseMs: 60_000 } });
  const { calls } = rig.studio.implementation;
  const id = await addFilm(rig, { shots: 3 });
  await workOff(rig, 2, id);
  const held = await claimJob(rig);
  assert.equal((await calls.pause({ id }, context('p'))).paused, true);
  assert.deepEqual(await calls.claim({ encoder: 'e', waitMs: 300 }, context()), {});
  assert.deepEqual(await calls.renew({ job: held.id, lease: held.lease }, context()), { cancelled: false });
  await calls.release({ job: held.id, lease: held.lease }, context());
  assert.deepEqual(await calls.claim({ encoder: 'e', waitMs: 300 }, context()), {});
  assert.equal((await calls.resume({ id }, context('r'))).paused, undefined);
  await encodeAll(rig, id);
});

test('a cancelled title keeps what is done, and is taken up where it stopped', async (t) => {
  const rig = await startRig(t, await newFolder(t), { config: { leaseMs: 60_000 } });
  const { calls } = rig.studio.implementation;
  const id = await addFilm(rig, { shots: 3 });
  await workOff(rig, 3, id);
  const held = await claimJob(rig);
  const cancelled = await calls.cancel({ id }, context('c'));
  assert.equal(cancelled.state, 'cancelled');
  assert.deepEqual(await calls.renew({ job: held.id, lease: held.lease }, context()), { cancelled: true });
  await assert.rejects(calls.cancel({ id }, context()), (error) => hasCode(error, 'studio.not-under-way'));
  assert.ok(cancelled.jobs.done > 0);
  const again = await calls.retry({ id }, context('r'));
  assert.deepEqual([again.state, again.jobs.done], ['encoding', cancelled.jobs.done]);
  await assert.rejects(calls.retry({ id }, context()), (error) => hasCode(error, 'studio.nothing-to-retry'));
  const done = await doneJobs(rig, id);
  const worked = await encodeAll(rig, id);
  assert.deepEqual(
    worked.filter((job) => done.includes(job)),
    [],
    'nothing that was done is done again',
  );
});

test('a file that is turned away is its owner’s affair: the house has failed at nothing', async (t) => {
  const rig = await startRig(t, await newFolder(t), { config: { leaseMs: 60_000 } });
  const { calls } = rig.studio.implementation;
  const id = await addFilm(rig, { shots: 1 });
  const job = await claimJob(rig);
  const failure = { code: 'encoder.refused', sentence: 'It is no film.', log: '', retry: false };
  await calls.fail({ job: job.id, lease: job.lease, ...failure }, context());
  assert.equal((await calls.title({ id }, context())).state, 'refused');
  assert.equal((await calls.work({}, context())).jobs.failed, 0);
});

test('a chunk that fails three times fails its title with reason and log; a retry does only what is missing', async (t) => {
  const rig = await startRig(t, await newFolder(t), { config: { leaseMs: 60_000 } });
  const { calls } = rig.studio.implementation;
  const id = await addFilm(rig, { shots: 3 });
  await workOff(rig, 2, id);
  const failure = { code: 'encoder.failed', sentence: 'It broke.', log: 'the last words', retry: true };
  let chunk: { row: string; chunk: number } | undefined;
  // A film can do without its sound; not without a chunk of its pictures.
  const others: Job[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    let job = await claimJob(rig);
    for (; job.task.kind !== 'video'; job = await claimJob(rig)) others.push(job);
    const row = job.task.rungs[0]?.name ?? '';
    const wall = await calls.wall({ id }, context());
    chunk = { row, chunk: wall.rows.find(({ name }) => name === row)?.states.indexOf('l') ?? -1 };
    await calls.fail({ job: job.id, lease: job.lease, ...failure }, context());
  }
  const failed = await calls.title({ id }, context());
  assert.deepEqual([failed.state, failed.why], ['failed', 'It broke.']);
  const piece = await calls.piece({ id, ...(chunk ?? { row: '', chunk: 0 }) }, context());
  assert.deepEqual(piece.failure, { code: 'encoder.failed', sentence: 'It broke.', log: 'the last words' });
  assert.equal(piece.state, 'f');
  const { troubles } = await calls.work({}, context());
  assert.equal(troubles?.[0]?.code, 'encoder.failed');
  for (const job of others) await calls.release({ job: job.id, lease: job.lease }, context());
  await calls.retry({ id }, context());
  await encodeAll(rig, id);
});

test('other settings make a new version beside the one that plays; the same ones are no work', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls, routes } = rig.studio.implementation;
  const id = await addFilm(rig, { shots: 2 });
  await encodeAll(rig, id);
  const before = await calls.title({ id }, context());
  const old = (await calls.versions({ id }, context())).versions.find(({ current }) => current);
  const same = await calls.reencode({ id, settings: { crf: before.settings?.crf } }, context());
  assert.deepEqual([same.state, same.jobs.waiting], ['ready', 0]);

  const jobsOf = () => rig.sql.db.selectFrom('jobs').select(['id', 'part']).where('title', '=', id).execute();
  const first = await jobsOf();

  const anew = await calls.reencode({ id, settings: { crf: 30, shortSides: [240, 360] } }, context('again'));
  assert.deepEqual([anew.watchable, anew.version], [true, before.version]);
  await assert.rejects(calls.reencode({ id, settings: { crf: 31 } }, context()), (error) =>
    hasCode(error, 'studio.under-way'),
  );
  await until('it is being encoded', async () => (await calls.title({ id }, context())).state === 'encoding');
  await encodeAll(rig, id);
  // What follows on others is given out for this version as it was for the first; what is known of the film is not.
  const known = new Set(first.map((job) => job.id));
  const again = (await jobsOf()).filter((job) => !known.has(job.id)).map(({ part }) => part);
  for (const part of ['listen', 'audio', 'thumbs', 'ladder', 'verify'] as const) {
    const times = first.filter((job) => job.part === part).length;
    assert.ok(times > 0, part);
    if (part !== 'ladder' && part !== 'verify') assert.equal(again.filter((one) => one === part).length, times, part);
    else assert.ok(again.includes(part), part);
  }
  const once = first.map(({ part }) => part).filter((part) => !again.includes(part));
  assert.deepEqual(new Set(once), new Set(['inspect', 'scout', 'stills']));
  const { versions } = await calls.versions({ id }, context());
  const [current, retired] = [
    versions.find((one) => one.current),
    versions.find((one) => one.version === old?.version),
  ];
  assert.deepEqual(current?.settings?.crf, 30);
  assert.deepEqual(
    current?.rungs.map(({ name }) => name),
    ['240p', '360p', '480p'],
  );
  assert.equal(retired?.settings?.crf, before.settings?.crf);
  assert.ok(retired?.retiresAt);
  for (const { version, rungs } of [current, retired]) {
    for (const { name } of rungs) {
      const params = { title: id, version, rendition: name, file: 'media.mp4' };
      const request = new Request('http://studio/', { method: 'HEAD' });
      assert.equal((await routes.origin(request, { ...context(), params })).status, 200, `${version}/${name}`);
    }
  }
  // Back again while the old files are there: nothing has to be encoded.
  await calls.reencode(
    { id, settings: { crf: before.settings?.crf, shortSides: before.settings?.shortSides } },
    context(),
  );
  const back = await until('it is ready', async () => {
    const title = await calls.title({ id }, context());
    return title.state === 'ready' && title.version !== current?.version && title;
  });
  const parts = await rig.sql.db.selectFrom('jobs').select('part').where('title', '=', id).execute();
  assert.deepEqual(new Set(parts.map(({ part }) => part)), new Set(['inspect', 'stills']));
  assert.equal(back.jobs.waiting, 0);
  assert.ok((await calls.wall({ id }, context())).rows.every(({ states }) => /^d+$/.test(states)));

  rig.clock.forward(100 * 3_600_000);
  await until('retired versions are gone', async () => (await calls.versions({ id }, context())).versions.length === 1);
  await calls.remove({ id, now: true }, context());
  await until('nothing is left', async () => (await allKeys(rig.objects)).length === 0);
});

test('cancelling a new version leaves the film as it was', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const id = await addFilm(rig, { shots: 2 });
  await encodeAll(rig, id);
  const before = await calls.title({ id }, context());
  const swept = async () => {
    const doomed = rig.sql.db.selectFrom('files').select('key').where('state', '<>', 'kept');
    return (await doomed.execute()).length === 0;
  };
  await until('its chunks have gone', swept);
  const keys = (await allKeys(rig.objects)).length;
  await calls.reencode({ id, settings: { preset: 'fast' } }, context());
  await until('it is being encoded', async () => (await calls.title({ id }, context())).state === 'encoding');
  await workOff(rig, 2, id);
  const after = await calls.cancel({ id }, context());
  assert.deepEqual(
    [after.state, after.version, after.settings, after.rungs],
    ['ready', before.version, before.settings, before.rungs],
  );
  await until('nothing of it is left', async () => (await allKeys(rig.objects)).length === keys);
});

test('a removal is taken back while the files are there, and the film is told of again', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const ready = await addFilm(rig, { shots: 2 });
  await encodeAll(rig, ready);
  const half = await addFilm(rig, { shots: 4 });
  await workOff(rig, 2, half);
  for (const id of [ready, half]) await calls.remove({ id, now: false }, context());
  assert.deepEqual((await calls.titles({ limit: 10 }, context())).titles, []);
  assert.deepEqual(await calls.claim({ encoder: 'e', waitMs: 200 }, context()), {});
  assert.equal((await calls.restore({ id: ready }, context('u'))).state, 'ready');
  assert.equal((await calls.restore({ id: half }, context())).state, 'encoding');
  const told = (await rig.events()).filter(({ key }) => key === ready).map(({ type }) => type);
  assert.deepEqual(told.slice(-3), ['title.removed', 'title.encoded', 'title.encoded']);
  await encodeAll(rig, half);

  await calls.remove({ id: ready, now: false }, context());
  await addFilm(rig, { shots: 2 });
  await assert.rejects(calls.restore({ id: ready }, context()), (error) => hasCode(error, 'studio.gone'));
  await calls.remove({ id: half, now: true }, context());
  await until('it is gone', async () =>
    calls.restore({ id: half }, context()).then(
      () => false,
      (error) => hasCode(error, 'studio.no-such-title'),
    ),
  );
});

/** Does some jobs of one title, one after the other. */
type Job = Awaited<ReturnType<typeof claimJob>>;

async function workOff(rig: Rig, jobs: number, id: string): Promise<void> {
  const end = new AbortController();
  const input = await inputOf(rig, id);
  let left = jobs;
  await encodeUntil({
    ...{ id: 'some', engine: simulatedEncoder(), input, rig, signal: end.signal },
    onJob() {
      left -= 1;
      if (left === 0) end.abort();
      return undefined;
    },
  });
  await until('it has a plan', async () => rig.studio.implementation.calls.plan({ id }, context()).catch(() => false));
}

async function doneJobs(rig: Rig, id: string): Promise<readonly string[]> {
  const rows = rig.sql.db.selectFrom('jobs').select('id').where('title', '=', id).where('state', '=', 'done');
  return (await rows.execute()).map((row) => row.id);
}
