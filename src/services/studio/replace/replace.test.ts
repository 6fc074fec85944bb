import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { hasCode } from '../../../kit/index.ts';
import { allKeys, claimJob, context, newFolder, type Rig, startRig, until } from '../testing/harness.ts';
import { addFilm, encodeAll, writeFilm } from '../testing/simulated-films.ts';
import { addText } from '../texts/change-texts.ts';

test('another file takes a film’s place: it plays as before until the new one is whole, and keeps what is said of it', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const id = await addFilm(rig, { shots: 2 });
  await encodeAll(rig, id);
  await calls.edit({ id, year: 1927 }, context());
  const bytes = new TextEncoder().encode('1\n00:00:01,000 --> 00:00:02,000\nHello\n');
  await addText(rig.inner, id, { bytes, marks: { language: 'de', forced: false, hearing: false }, label: undefined });
  await until('a version has them', async () => (await currentOf(rig, id)).text.some(({ added }) => added));
  const before = await calls.title({ id }, context());

  const path = await writeFilm(rig, { shots: 3 });
  const begun = await calls.replace({ id, path }, context('once'));
  assert.deepEqual([begun.replacing, begun.watchable, begun.version], [true, true, before.version]);
  assert.notEqual(begun.source, before.source);
  await calls.replace({ id, path }, context('once'));
  await encodeAll(rig, id, path);

  const after = await calls.title({ id }, context());
  assert.equal(after.replacing, undefined);
  assert.deepEqual([before.durationSeconds, after.durationSeconds], [40, 60]);
  assert.deepEqual([after.id, after.metadata?.year], [id, 1927]);
  const { versions } = await calls.versions({ id }, context());
  assert.ok(
    (await currentOf(rig, id)).text.some(({ added }) => added),
    'added subtitles stay',
  );
  assert.ok(
    versions.some(({ version }) => version === before.version),
    'who watches is not cut',
  );
  // What the first was made of is free again: it may come in as a film of its own.
  assert.notEqual(await addFilm(rig, { shots: 2 }), id);
  rig.clock.forward(100 * 3_600_000);
  for (const { id: one } of (await calls.titles({ limit: 10 }, context())).titles) {
    await calls.remove({ id: one, now: true }, context());
  }
  await until('nothing is left', async () => (await allKeys(rig.objects)).length === 0);
});

test('a file that cannot be used, or is cancelled, leaves the film as it was', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const id = await addFilm(rig, { shots: 2 });
  await encodeAll(rig, id);
  const before = await seen(rig, id);
  await until('its chunks have gone', () => isSwept(rig));
  const keys = new Set(await allKeys(rig.objects));

  const bad = join(rig.folder, 'bad.json');
  await writeFile(bad, 'no film at all');
  await calls.replace({ id, path: bad }, context());
  const job = await claimJob(rig);
  const failure = { code: 'encoder.unusable', sentence: 'It is no film.', log: '', retry: false };
  await calls.fail({ job: job.id, lease: job.lease, ...failure }, context());
  assert.deepEqual(await seen(rig, id), before);
  const [trouble] = (await calls.work({}, context())).troubles ?? [];
  assert.equal(trouble?.code, 'studio.not-replaced');
  assert.match(trouble?.sentence ?? '', /stays as it was\. It is no film\.$/);

  await calls.replace({ id, path: await writeFilm(rig, { shots: 3 }) }, context());
  await claimJob(rig);
  await calls.cancel({ id }, context());
  assert.deepEqual(await seen(rig, id), before);
  await until('nothing of them is left', async () => (await allKeys(rig.objects)).every((key) => keys.has(key)));
  await encodeAll(rig, id);
});

test('what makes no sense is refused before anything is stored', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const [id, other] = [await addFilm(rig, { shots: 2 }), await addFilm(rig, { shots: 3 })];
  const replace = async (shots: number) => calls.replace({ id, path: await writeFilm(rig, { shots }) }, context());
  await assert.rejects(replace(4), (error) => hasCode(error, 'studio.under-way'));
  await encodeAll(rig, id);
  await assert.rejects(replace(2), (error) => hasCode(error, 'studio.same-film'));
  await assert.rejects(replace(3), (error) => hasCode(error, 'studio.already-there'));
  await calls.remove({ id: other, now: true }, context());
  await replace(3);
});

/** The version that plays. */
async function currentOf(rig: Rig, id: string) {
  const { versions } = await rig.studio.implementation.calls.versions({ id }, context());
  const current = versions.find((version) => version.current);
  assert.ok(current, 'a version plays');
  return current;
}

async function isSwept(rig: Rig): Promise<boolean> {
  const doomed = rig.sql.db.selectFrom('files').select('key').where('state', '<>', 'kept');
  return (await doomed.execute()).length === 0;
}

/** A title but for its jobs, which are those of the film that was worked on last. */
async function seen(rig: Rig, id: string) {
  const { jobs: _, ...title } = await rig.studio.implementation.calls.title({ id }, context());
  return title;
}
