import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import type { JobTask } from '../../contracts/index.ts';
import { encoderErrors } from '../../engines/encoder/errors.ts';
import { ffmpegEncoder } from '../../engines/encoder/ffmpeg/open.ts';
import type { Encoder, EncoderRun } from '../../engines/encoder/index.ts';
import { filmText, simulatedEncoder } from '../../engines/encoder/simulated/open.ts';
import { asItIs, makeMedia, markedSize } from '../../engines/encoder/testing/films.ts';
import { openChildren, readSettings, silentLogger } from '../../host/index.ts';
import { idMaker, systemClock, systemRandom } from '../../kit/index.ts';
import type { Inspection } from '../../media/index.ts';
import { settings } from './config.ts';
import { type EncoderDeps, start } from './index.ts';
import { type FakeStudio, fakeStudio } from './testing/fake-studio.ts';

const root = mkdtempSync(join(tmpdir(), 'bijou-encoder-service-'));
const started: { stop(): Promise<void> }[] = [];
let folders = 0;
afterEach(async () => {
  for (const service of started.splice(0)) await service.stop();
});
after(() => rmSync(root, { recursive: true, force: true }));

const film = {
  pictures: 50,
  frameRate: { num: 25, den: 1 },
  width: 128,
  height: 64,
  shot: 20,
  audio: ['en'],
  text: ['en'],
};
const filmBytes = new TextEncoder().encode(filmText(film));
const inspectTask: JobTask = { kind: 'inspect' };
const rung = {
  name: '64p',
  width: 128,
  height: 64,
  profile: 'main',
  level: '3.0',
  crf: 20,
  maxRate: 1_000_000,
  bufferSize: 2_000_000,
} as const;
const videoTask: JobTask = {
  kind: 'video',
  stream: 0,
  first: 0,
  count: 50,
  firstTime: 0,
  keyframes: [0, 25],
  frameRate: film.frameRate,
  rungs: [rung, { ...rung, name: '32p', width: 64, height: 32 }],
  preset: 'ultrafast',
  threads: 1,
  treatment: asItIs(markedSize),
};

function newScratch(): string {
  folders += 1;
  return join(root, `scratch-${folders}`);
}

async function startWith(studio: FakeStudio, deps: Partial<EncoderDeps> = {}) {
  const service = await start({
    studio: studio.client,
    engine: simulatedEncoder(),
    scratch: newScratch(),
    makeId: idMaker(systemClock, systemRandom),
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
    config: { workers: 1, stallMs: 300_000 },
    ...deps,
  });
  started.push(service);
  return service;
}

/** An engine that inspects until it is aborted, and tells when it began and with which reason it ended. */
function endlessEngine() {
  let begin: (run: EncoderRun) => void = () => undefined;
  let end: (reason: unknown) => void = () => undefined;
  const begun = new Promise<EncoderRun>((resolve) => {
    begin = resolve;
  });
  const ended = new Promise<unknown>((resolve) => {
    end = resolve;
  });
  const engine: Encoder = {
    ...simulatedEncoder(),
    inspect: (_, run) =>
      new Promise((__, reject) => {
        begin(run);
        run.signal.addEventListener('abort', () => {
          end(run.signal.reason);
          reject(run.signal.reason);
        });
      }),
  };
  return { engine, begun, ended };
}

/** Fails after it has read its source, or without. */
function failingEngine(error: Error, { reads = true } = {}): Encoder {
  return {
    ...simulatedEncoder(),
    async inspect(input) {
      if (reads) await (await fetch(input)).arrayBuffer();
      throw error;
    },
  };
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await systemClock.sleep(10);
}

test('every kind of job is handed in with its outputs', async () => {
  const studio = fakeStudio();
  const source = studio.addSource(filmBytes);
  const track = { stream: 1, name: 'x', start: 0 };
  const audioTask = { ...track, kind: 'audio', duration: 2, channels: 2, sampleRate: 48000, bitRate: 96000 } as const;
  const textsTask = {
    kind: 'texts' as const,
    start: 0,
    tracks: [
      { name: 't1', stream: 2 },
      { name: 't2', stream: 3 },
    ],
  };
  const jobs = [inspectTask, videoTask, audioTask, textsTask].map((task) => studio.addJob(task, source));
  const scratch = newScratch();
  await startWith(studio, { scratch, config: { workers: 2, stallMs: 300_000 } });
  const ends = await Promise.all(jobs.map((id) => studio.ended(id)));
  assert.deepEqual(
    ends.map(({ how }) => how),
    ['complete', 'complete', 'complete', 'complete'],
  );
  const names = ends.map(({ input }) => (input.outputs as { name: string }[]).map(({ name }) => name));
  assert.deepEqual(names, [['inspection.json'], ['64p', '32p'], ['audio'], ['t1', 't2']]);
  assert.deepEqual(
    ends.map(({ input }) => (input.result as { pictures?: number }).pictures),
    [undefined, 50, undefined, undefined],
  );
  const inspection = JSON.parse(
    new TextDecoder().decode(studio.output(jobs[0] ?? '', 'inspection.json')),
  ) as Inspection;
  assert.deepEqual(inspection.pictures?.durations, [[1, 50]]);
  await until(() => readdirSync(scratch).length === 0);
});

test('a lease is renewed with the share done for as long as the job takes', async () => {
  const studio = fakeStudio();
  const { engine, begun } = endlessEngine();
  const service = await startWith(studio, { engine });
  const id = studio.addJob(inspectTask, studio.addSource(filmBytes), { leaseMs: 150 });
  (await begun).onProgress?.(0.5);
  await until(() => studio.renewals() >= 3);
  const context = {} as Parameters<typeof service.implementation.calls.status>[1];
  const status = await service.implementation.calls.status({}, context);
  assert.deepEqual(status.jobs, [{ id, kind: 'inspect', done: 0.5 }]);
});

for (const how of ['lose', 'cancel'] as const) {
  test(`a job that the studio takes away (${how}) is ended at once and not answered`, async () => {
    const studio = fakeStudio();
    const { engine, begun, ended } = endlessEngine();
    const scratch = newScratch();
    await startWith(studio, { engine, scratch });
    const id = studio.addJob(inspectTask, studio.addSource(filmBytes), { leaseMs: 150 });
    await begun;
    studio[how](id);
    assert.equal(((await ended) as { code?: string }).code, 'encoder.dropped');
    await until(() => readdirSync(scratch).length === 0);
    const next = studio.addJob(videoTask, studio.addSource(filmBytes));
    assert.equal((await studio.ended(next)).how, 'complete');
  });
}

test('stopping gives the job back and leaves nothing on the disk', async () => {
  const studio = fakeStudio();
  const { engine, begun } = endlessEngine();
  const scratch = newScratch();
  const service = await startWith(studio, { engine, scratch });
  const id = studio.addJob(inspectTask, studio.addSource(filmBytes));
  await begun;
  await service.stop();
  assert.equal((await studio.ended(id)).how, 'release');
  assert.deepEqual(readdirSync(scratch), []);
});

test('stopping does not wait for a studio that is away', async () => {
  const studio = fakeStudio();
  const { engine, begun } = endlessEngine();
  const service = await startWith(studio, { engine });
  studio.addJob(inspectTask, studio.addSource(filmBytes));
  await begun;
  studio.goAway();
  await service.stop();
});

test('a finished output is handed in when the studio is back', async () => {
  const studio = fakeStudio();
  let comeBack: () => void = () => undefined;
  const simulated = simulatedEncoder();
  const engine: Encoder = {
    ...simulated,
    async inspect(input, run) {
      const inspection = await simulated.inspect(input, run);
      comeBack = studio.goAway();
      return inspection;
    },
  };
  const service = await startWith(studio, { engine });
  const id = studio.addJob(inspectTask, studio.addSource(filmBytes), { leaseMs: 600 });
  await studio.leased(id);
  await systemClock.sleep(300);
  comeBack();
  assert.equal((await studio.ended(id)).how, 'complete');
  assert.deepEqual(service.readiness(), { ready: true });
});

test('an encoder without its studio is unready, and works when there is one', async () => {
  const studio = fakeStudio();
  const comeBack = studio.goAway();
  const service = await startWith(studio);
  await until(() => {
    const state = service.readiness();
    return !state.ready && /studio/.test(state.why);
  });
  comeBack();
  const id = studio.addJob(inspectTask, studio.addSource(filmBytes));
  assert.equal((await studio.ended(id)).how, 'complete');
});

test('a source that cannot be used is not tried again; what else goes wrong is', async () => {
  const studio = fakeStudio();
  const refused = encoderErrors.error('encoder.refused', { why: 'it is a diary.' });
  const service = await startWith(studio, { engine: failingEngine(refused) });
  const first = await studio.ended(studio.addJob(inspectTask, studio.addSource(filmBytes)));
  await service.stop();
  assert.deepEqual([first.how, first.input.code, first.input.retry], ['fail', 'encoder.refused', false]);
  assert.match(String(first.input.sentence), /diary/);

  const broken = encoderErrors.error('encoder.failed', { what: 'x', why: 'y', log: 'last words' });
  await startWith(studio, { engine: failingEngine(broken) });
  const second = await studio.ended(studio.addJob(inspectTask, studio.addSource(filmBytes)));
  assert.deepEqual([second.input.code, second.input.retry, second.input.log], ['encoder.failed', true, 'last words']);
});

test('a source that the studio does not have is no fault of the film', async () => {
  const studio = fakeStudio();
  await startWith(studio);
  const end = await studio.ended(studio.addJob(inspectTask, '0'.repeat(64)));
  assert.deepEqual([end.how, end.input.code, end.input.retry], ['fail', 'encoder.source-cut-off', true]);
});

test('who cannot get at a source does not judge the film', async () => {
  const studio = fakeStudio();
  const refused = encoderErrors.error('encoder.refused', { why: 'Connection refused.' });
  const blind = await startWith(studio, { engine: failingEngine(refused, { reads: false }) });
  const first = await studio.ended(studio.addJob(inspectTask, studio.addSource(filmBytes)));
  await blind.stop();
  assert.deepEqual([first.input.code, first.input.retry], ['encoder.source-unread', true]);

  // A proxy that is named for everything, and is not there.
  const ffprobe = join(root, 'proxied-ffprobe');
  writeFileSync(ffprobe, '#!/bin/sh\nhttp_proxy=http://127.0.0.1:9 exec ffprobe "$@"\n', { mode: 0o755 });
  const children = await openChildren({ folder: join(root, 'run-proxied'), clock: systemClock, logger: silentLogger });
  started.push({ stop: () => children.close() });
  await startWith(studio, { engine: ffmpegEncoder({ ffmpeg: 'ffmpeg', ffprobe, children, logger: silentLogger }) });
  const second = await studio.ended(studio.addJob(inspectTask, studio.addSource(filmBytes)));
  assert.deepEqual([second.input.code, second.input.retry], ['encoder.failed', true]);
  assert.match(String(second.input.sentence), /could not read the source on this machine/);
});

test('without ffmpeg an encoder says what to do and claims nothing', async () => {
  const studio = fakeStudio();
  const children = await openChildren({ folder: join(root, 'run-missing'), clock: systemClock, logger: silentLogger });
  started.push({ stop: () => children.close() });
  const engine = ffmpegEncoder({
    ffmpeg: join(root, 'no-such-ffmpeg'),
    ffprobe: 'ffprobe',
    children,
    logger: silentLogger,
  });
  const id = studio.addJob(inspectTask, studio.addSource(filmBytes));
  const service = await startWith(studio, { engine });
  await until(() => {
    const state = service.readiness();
    return !state.ready && /Install ffmpeg/.test(state.why) && /BIJOU_FFMPEG/.test(state.why);
  });
  assert.equal(await Promise.race([studio.leased(id), systemClock.sleep(50).then(() => 'not claimed')]), 'not claimed');
});

test('a scratch folder is emptied at the start', async () => {
  const scratch = newScratch();
  mkdirSync(join(scratch, 'left'), { recursive: true });
  writeFileSync(join(scratch, 'left', 'over'), 'x');
  await startWith(fakeStudio(), { scratch });
  assert.equal(existsSync(join(scratch, 'left')), false);
});

test('ffmpeg reads and seeks a source through the studio, even one that keeps breaking off', async () => {
  const file = join(root, 'film.mp4');
  makeMedia(
    ['-f', 'lavfi', '-i', 'mandelbrot=s=320x180:r=25', '-frames:v', '75'].concat([
      '-pix_fmt',
      'yuv420p',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-g',
      '20',
      '-qp',
      '10',
      file,
    ]),
  );
  const bytes = readFileSync(file);
  assert.ok(bytes.length > 100_000);
  const children = await openChildren({ folder: join(root, 'run'), clock: systemClock, logger: silentLogger });
  started.push({ stop: () => children.close() });
  const studio = fakeStudio();
  studio.breakSourcesAfter(40_000);
  const engine = ffmpegEncoder({ ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', children, logger: silentLogger });
  await startWith(studio, { engine });
  const source = studio.addSource(new Uint8Array(bytes));
  const inspect = studio.addJob(inspectTask, source);
  assert.equal((await studio.ended(inspect)).how, 'complete');
  const inspection = JSON.parse(new TextDecoder().decode(studio.output(inspect, 'inspection.json'))) as Inspection;
  assert.deepEqual(inspection.pictures?.durations, [[512, 75]]);
  assert.deepEqual(inspection.complaints, []);
  const chunk = { ...videoTask, first: 50, count: 25, firstTime: 2, previousTime: 1.96, keyframes: [0] } as JobTask;
  const video = studio.addJob(chunk, source);
  assert.equal((await studio.ended(video)).how, 'complete');
  assert.ok((studio.output(video, '32p')?.length ?? 0) > 0);
  assert.ok(studio.sourceRequests() > 4);
  await until(() => studio.openSources() === 0);
});

test('workers come from the environment, and nonsense is refused', () => {
  assert.equal(readSettings({ BIJOU_ENCODER_WORKERS: '3' }, settings).workers, 3);
  assert.ok(readSettings({}, settings).workers >= 1);
  for (const value of ['0', '1.5', 'many', '-1']) {
    assert.throws(() => readSettings({ BIJOU_ENCODER_WORKERS: value }, settings), { code: 'config.invalid' });
  }
});

test('a program that makes no headway is ended, and its job fails with a sentence', async () => {
  const studio = fakeStudio();
  const job = studio.addJob(inspectTask, studio.addSource(filmBytes));
  const { engine, ended } = endlessEngine();
  await startWith(studio, { engine, config: { workers: 1, stallMs: 1_500 } });
  const { how, input } = await studio.ended(job);
  assert.deepEqual([how, input.code, input.retry], ['fail', 'encoder.stalled', true]);
  assert.match(String(input.sentence), /no headway for 2 s/);
  assert.equal((await ended) instanceof Error, true);
});

test('a full disk gives the job back without counting a failure, and says so', async () => {
  const studio = fakeStudio();
  const job = studio.addJob(inspectTask, studio.addSource(filmBytes));
  const log = 'av_interleaved_write_frame(): No space left on device';
  const service = await startWith(studio, {
    engine: failingEngine(encoderErrors.error('encoder.failed', { what: 'decode', why: 'it ended.', log })),
  });
  assert.equal((await studio.ended(job)).how, 'release');
  await until(() => !service.readiness().ready);
  const readiness = service.readiness();
  assert.match(readiness.ready ? '' : readiness.why, /no room/);
});
