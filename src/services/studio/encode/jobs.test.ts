import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Job } from '../../../contracts/index.ts';
import { hasCode } from '../../../kit/index.ts';
import type { Inspection } from '../../../media/index.ts';
import { ordinaryAudio, ordinaryText, ordinaryVideo } from '../../../media/testing/streams.ts';
import {
  allKeys,
  claimJob,
  context,
  newFolder,
  newToken,
  putOutput,
  type Rig,
  routeContext,
  startRig,
  titleIn,
  until,
} from '../testing/harness.ts';
import { topUpTickets } from './tickets.ts';

async function addText(rig: Rig, name: string, text: string, token?: string) {
  const path = join(rig.folder, name);
  await writeFile(path, text);
  return rig.studio.implementation.calls.addFile({ path }, context(token));
}

const unusable = JSON.stringify({
  version: 1,
  container: 'mp3',
  durationSeconds: 3,
  video: [],
  audio: [],
  text: [],
  chapters: [],
  pictures: null,
  complaints: [],
});

test('an added file becomes a source, a title and one inspect job', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls, routes } = rig.studio.implementation;
  const { title, already } = await addText(rig, 'Some_Film.mp4', 'not really');
  assert.equal(already, false);
  assert.equal(title.name, 'Some Film');
  assert.equal(title.state, 'inspecting');
  const job = await claimJob(rig);
  assert.equal(job.task.kind, 'inspect');
  assert.equal(job.title, title.id);
  assert.equal(job.attempt, 1);
  const request = new Request('http://studio/api/studio/sources/x', { headers: { range: 'bytes=4-9' } });
  const response = await routes.source(request, routeContext({ source: job.source }));
  assert.equal(response.status, 206);
  assert.equal(await response.text(), 'really');
  assert.deepEqual(await calls.claim({ encoder: 'e2', waitMs: 0 }, context()), {});
});

test('the same bytes are one title, and the same token is one addition', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const token = newToken();
  const first = await addText(rig, 'a.mp4', 'bytes', token);
  const again = await addText(rig, 'a.mp4', 'bytes', token);
  assert.deepEqual([again.title.id, again.already], [first.title.id, false]);
  const other = await addText(rig, 'b.mp4', 'bytes');
  assert.deepEqual([other.title.id, other.already], [first.title.id, true]);
  await assert.rejects(addText(rig, 'c.mp4', 'bytes', token), (error) => hasCode(error, 'request.token-conflict'));
  assert.equal((await rig.studio.implementation.calls.titles({ limit: 10 }, context())).titles.length, 1);
  await until('only the source is left', async () => (await allKeys(rig.objects)).length === 1);
});

test('what cannot be added says why', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  await writeFile(join(rig.folder, 'empty.mp4'), '');
  const cases: readonly [string, string][] = [
    [join(rig.folder, 'nowhere.mp4'), 'studio.no-such-file'],
    [rig.folder, 'studio.not-a-file'],
    [join(rig.folder, 'empty.mp4'), 'studio.empty-file'],
    ['https://example.org/film.mp4', 'studio.remote-file'],
    ['film.mp4', 'request.invalid'],
  ];
  for (const [path, code] of cases) {
    await assert.rejects(calls.addFile({ path }, context()), (error) => hasCode(error, code), code);
  }
  assert.deepEqual(await allKeys(rig.objects), []);
});

test('older titles come first, and a title that is refused leaves no object', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const first = await addText(rig, 'a.mp4', 'first');
  const second = await addText(rig, 'b.mp4', 'second');
  for (const { title } of [first, second]) {
    const job = await claimJob(rig);
    assert.equal(job.title, title.id);
    const output = await putOutput(rig, job, { name: 'inspection.json', body: unusable });
    const held = { job: job.id, lease: job.lease };
    await calls.complete({ ...held, outputs: [output], result: { cpuSeconds: 1 } }, context());
    await calls.complete({ ...held, outputs: [output], result: { cpuSeconds: 1 } }, context());
    const refused = await titleIn(rig, title.id, 'refused');
    assert.match(refused.why ?? '', /not a film/);
    assert.equal(refused.findings[0]?.code, 'not-media');
  }
  await until('no object is left', async () => (await allKeys(rig.objects)).length === 0);
});

test('a job cannot be completed without its output, nor with another', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  await addText(rig, 'a.mp4', 'film');
  const job = await claimJob(rig);
  const held = { job: job.id, lease: job.lease };
  const claimed = { name: 'inspection.json', hash: '0'.repeat(64), bytes: 3 };
  const result = { cpuSeconds: 1 };
  const wanting = calls.complete({ ...held, outputs: [], result }, context());
  await assert.rejects(wanting, (error) => hasCode(error, 'studio.output-missing'));
  const absent = calls.complete({ ...held, outputs: [claimed], result }, context());
  await assert.rejects(absent, (error) => hasCode(error, 'studio.output-missing'));
  const stored = await putOutput(rig, job, { name: 'inspection.json', body: '{}!' });
  assert.equal(stored.bytes, 3);
  const lying = calls.complete({ ...held, outputs: [claimed], result }, context());
  await assert.rejects(lying, (error) => hasCode(error, 'studio.output-wrong'));
});

test('a job whose encoder falls silent goes to another, and the first has lost it', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  await addText(rig, 'a.mp4', 'film');
  const lost = await claimJob(rig, 'e1');
  const output = await putOutput(rig, lost, { name: 'inspection.json', body: unusable });
  rig.clock.forward(2_001);
  const next = await claimJob(rig, 'e2');
  assert.equal(next.id, lost.id);
  assert.equal(next.attempt, 2);
  assert.notEqual(next.lease, lost.lease);
  const held = { job: lost.id, lease: lost.lease };
  await assert.rejects(calls.renew(held, context()), (error) => hasCode(error, 'studio.lease-lost'));
  await assert.rejects(putOutput(rig, lost, { name: 'inspection.json', body: unusable }), (error) =>
    hasCode(error, 'studio.lease-lost'),
  );
  const late = calls.complete({ ...held, outputs: [output], result: { cpuSeconds: 1 } }, context());
  await assert.rejects(late, (error) => hasCode(error, 'studio.lease-lost'));
  await until('the output of the lost lease is swept', async () => (await allKeys(rig.objects)).length === 1);
});

test('a renewed lease is kept', async (t) => {
  const rig = await startRig(t, await newFolder(t), { config: { tickMs: 10 } });
  const { calls } = rig.studio.implementation;
  await addText(rig, 'a.mp4', 'film');
  const job = await claimJob(rig);
  for (let beat = 0; beat < 4; beat++) {
    rig.clock.forward(1_500);
    assert.deepEqual(await calls.renew({ job: job.id, lease: job.lease, done: beat / 4 }, context()), {
      cancelled: false,
    });
  }
  assert.deepEqual(await calls.claim({ encoder: 'e2', waitMs: 50 }, context()), {});
});

test('a job given back is somebody else’s at once, without an attempt counted', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  await addText(rig, 'a.mp4', 'film');
  const job = await claimJob(rig);
  await calls.release({ job: job.id, lease: job.lease }, context('t-release'));
  await calls.release({ job: job.id, lease: job.lease }, context('t-release'));
  const next = await claimJob(rig, 'e2');
  assert.deepEqual([next.id, next.attempt], [job.id, 1]);
});

test('the third failure fails the title with the encoder’s reason, and others go on', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const { title } = await addText(rig, 'a.mp4', 'film');
  for (let attempt = 1; attempt <= 3; attempt++) {
    const job = await claimJob(rig);
    assert.equal(job.attempt, attempt);
    const failure = { code: 'encoder.failed', sentence: 'The disk is full.', log: 'no space left', retry: true };
    await calls.fail({ job: job.id, lease: job.lease, ...failure }, context());
  }
  const failed = await calls.title({ id: title.id }, context());
  assert.deepEqual([failed.state, failed.why], ['failed', 'The disk is full.']);
  const other = await addText(rig, 'b.mp4', 'another');
  assert.equal((await claimJob(rig)).title, other.title.id);
});

test('a source that no encoder can use is refused at once', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const { title } = await addText(rig, 'a.mp4', 'film');
  const job = await claimJob(rig);
  const failure = { code: 'encoder.refused', reason: 'not-media', sentence: 'It is no film.', log: '', retry: false };
  await calls.fail({ job: job.id, lease: job.lease, ...failure }, context());
  const refused = await calls.title({ id: title.id }, context());
  assert.equal(refused.state, 'refused');
  assert.deepEqual(refused.findings, [{ code: 'not-media', severity: 'refused', sentence: 'It is no film.' }]);
});

test('a removed title is gone at once, its encoder hears of it, and the film can be added again', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const { title } = await addText(rig, 'a.mp4', 'film');
  const job = await claimJob(rig);
  const token = newToken();
  assert.deepEqual(await calls.remove({ id: title.id, now: true }, context(token)), { removed: true });
  assert.deepEqual(await calls.remove({ id: title.id, now: true }, context(token)), { removed: true });
  await assert.rejects(calls.title({ id: title.id }, context()), (error) => hasCode(error, 'studio.no-such-title'));
  const unknown = calls.remove({ id: newToken(), now: true }, context());
  await assert.rejects(unknown, (error) => hasCode(error, 'studio.no-such-title'));
  assert.deepEqual(await calls.renew({ job: job.id, lease: job.lease }, context()), { cancelled: true });
  await until('no object is left', async () => (await allKeys(rig.objects)).length === 0);
  const again = await addText(rig, 'a.mp4', 'film');
  assert.equal(again.already, false);
  assert.notEqual(again.title.id, title.id);
  const events = await rig.events();
  assert.deepEqual(
    events.map(({ type, key }) => [type, key]),
    [['title.removed', title.id]],
  );
});

test('tickets that were lost are made up for', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  await addText(rig, 'a.mp4', 'film');
  const [ticket] = await rig.queue.receive('encode', { limit: 1, waitMs: 1_000, visibilityMs: 60_000 });
  assert.ok(ticket);
  await rig.queue.acknowledge('encode', [ticket.receipt]);
  assert.equal((await claimJob(rig)).task.kind, 'inspect');
});

test('tickets that a lagging depth does not count yet are not sent again and again', async (t) => {
  const rig = await startRig(t, await newFolder(t), { config: { tickMs: 3_600_000 } });
  let sent = 0;
  const queue = {
    ...rig.queue,
    depthLagMs: 60_000,
    depth: async () => ({ visible: 0, hidden: 0 }),
    async send(_: string, bodies: readonly string[]) {
      sent += bodies.length;
    },
  };
  await addText(rig, 'a.mp4', 'film');
  const lagging = { ...rig.inner, queue };
  for (const _ of [1, 2, 3]) await topUpTickets(lagging);
  assert.equal(sent, 1);
  rig.clock.forward(60_000);
  await topUpTickets(lagging);
  assert.equal(sent, 2, 'a lost one is made up for in the end');
});

test('a claim ends when its caller has gone or studio stops, and the job stays to be had', async (t) => {
  const folder = await newFolder(t);
  const rig = await startRig(t, folder);
  const { calls } = rig.studio.implementation;
  const gone = new AbortController();
  const waiting = calls.claim({ encoder: 'e1', waitMs: 20_000 }, { ...context(), signal: gone.signal });
  gone.abort();
  assert.deepEqual(await waiting, {});
  const stopped = calls.claim({ encoder: 'e1', waitMs: 20_000 }, context());
  await rig.studio.stop();
  assert.deepEqual(await stopped, {});
});

test('what was leased when everything was killed is leased again once the lease has run out', async (t) => {
  const folder = await newFolder(t);
  const before = await startRig(t, folder);
  const { title } = await addText(before, 'a.mp4', 'film');
  const job = await claimJob(before);
  await before.stop();
  const after = await startRig(t, folder);
  const again = await claimJob(after);
  assert.deepEqual([again.id, again.title, again.attempt], [job.id, title.id, 2]);
});

/** A film of two seconds with three tracks of text, as inspection tells it. */
const subtitled: Inspection = {
  version: 1,
  container: 'matroska,webm',
  durationSeconds: 2,
  startSeconds: 0,
  video: [ordinaryVideo],
  audio: [{ ...ordinaryAudio, heard: { from: 0, to: 2 } }],
  text: [2, 3, 4].map((index) => ({ ...ordinaryText, index, isBitmap: index === 4 })),
  chapters: [],
  pictures: {
    stream: 0,
    timeBase: { num: 1, den: 25 },
    start: 0,
    durations: [[1, 50]],
    cuts: [],
    dropped: null,
    damaged: [],
  },
  looks: null,
  complaints: [],
};

/** Jobs of a planned film until one of a kind comes. */
async function claimOf(rig: Rig, kind: Job['task']['kind']): Promise<Job> {
  for (;;) {
    const job = await claimJob(rig);
    if (job.task.kind === kind) return job;
  }
}

async function planSubtitled(rig: Rig): Promise<string> {
  const { calls } = rig.studio.implementation;
  const { title } = await addText(rig, 'a.mkv', 'film');
  const job = await claimJob(rig);
  const output = await putOutput(rig, job, { name: 'inspection.json', body: JSON.stringify(subtitled) });
  await calls.complete({ job: job.id, lease: job.lease, outputs: [output], result: { cpuSeconds: 1 } }, context());
  await titleIn(rig, title.id, 'encoding');
  return title.id;
}

test('all texts of a film are one job, which may come without some of them: that is said, and costs nothing else', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const title = await planSubtitled(rig);
  const job = await claimOf(rig, 'texts');
  const tracks = job.task.kind === 'texts' ? job.task.tracks : [];
  assert.deepEqual(
    tracks.map(({ stream, asItIs = false }) => [stream, asItIs]),
    [
      [2, false],
      [3, false],
      [4, true],
    ],
  );
  const [first, second, third] = tracks.map(({ name }) => name);
  const outputs = [await putOutput(rig, job, { name: first ?? '', body: 'WEBVTT' })];
  const held = { job: job.id, lease: job.lease, outputs };
  await assert.rejects(calls.complete({ ...held, result: { cpuSeconds: 1 } }, context()), (error) =>
    hasCode(error, 'studio.output-missing'),
  );
  const leftOut = [
    { name: second ?? '', why: 'It is damaged.' },
    { name: third ?? '', why: 'It is too.' },
  ];
  await calls.complete({ ...held, result: { cpuSeconds: 1, leftOut } }, context());
  const { findings, state } = await calls.title({ id: title }, context());
  assert.equal(state, 'encoding');
  assert.deepEqual(
    findings.filter(({ code }) => code === 'no-text').map(({ sentence }) => sentence),
    [
      'The subtitles in stream 3 could not be extracted and are left out. It is damaged.',
      'The subtitles in stream 4 could not be extracted and are left out. It is too.',
    ],
  );
});

test('texts that cannot be had at all do not fail their film', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const title = await planSubtitled(rig);
  const job = await claimOf(rig, 'texts');
  const failure = { code: 'encoder.failed', sentence: 'It broke.', log: '', retry: false };
  await calls.fail({ job: job.id, lease: job.lease, ...failure }, context());
  const { findings, state } = await calls.title({ id: title }, context());
  assert.equal(state, 'encoding');
  assert.equal(findings.at(-1)?.sentence, 'The subtitles could not be extracted and are left out. It broke.');
});

test('an only sound that cannot be encoded leaves the film silent, which is said', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const title = await planSubtitled(rig);
  const failure = { code: 'encoder.failed', sentence: 'It broke.', log: '' };
  const listen = await claimOf(rig, 'listen');
  await calls.fail({ job: listen.id, lease: listen.lease, ...failure, retry: false }, context());
  for (let attempt = 1; attempt <= 3; attempt++) {
    const sound = await claimOf(rig, 'audio');
    await calls.fail({ job: sound.id, lease: sound.lease, ...failure, retry: true }, context());
  }
  const { findings, state } = await calls.title({ id: title }, context());
  assert.equal(state, 'encoding');
  const sentence =
    'The sound in stream 1 could not be encoded and is left out. It broke. Without it the film is silent.';
  assert.deepEqual(findings.find(({ code }) => code === 'no-audio')?.sentence, sentence);
});
