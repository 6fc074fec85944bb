import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFile, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Job } from '../../../contracts/index.ts';
import { defaultSettings } from '../../../media/index.ts';
import { context, newFolder, type Rig, startRig, titleIn, until } from '../testing/harness.ts';
import { encodeUntil, openEngine, type SmallEncoder, testFfmpeg } from '../testing/small-encoder.ts';
import { isSample } from './verify-job.ts';

const config = {
  plan: {
    ...defaultSettings,
    preset: 'ultrafast',
    threads: 1,
    segment: { least: 0.5, aim: 1, most: 1.5 },
    chunk: { least: 1, aim: 1.5, most: 2 },
    shortSides: [90, 180],
  },
};

/** Two shots of two seconds each. */
function makeFilm(folder: string): string {
  const file = join(folder, 'film.mkv');
  const size = 'size=320x180:rate=25';
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-t', '2', '-i', `testsrc2=${size}`],
    ...['-f', 'lavfi', '-t', '2', '-i', `mandelbrot=${size}`, '-filter_complex', '[0][1]concat,format=yuv420p'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', file],
  ]);
  return file;
}

/** Encodes the film with an encoder that spoils what it hands in; resolves to how often it did. */
async function encodeWith(
  t: TestContext,
  spoil: (job: Job, file: string, times: number) => Promise<boolean>,
): Promise<{ readonly rig: Rig; readonly id: string; readonly spoilt: () => number; readonly jobs: () => string[] }> {
  const folder = await newFolder(t);
  const rig = await startRig(t, folder, { config });
  const input = makeFilm(folder);
  const engine = await openEngine(t, folder);
  const ended = new AbortController();
  let spoilt = 0;
  const jobs: string[] = [];
  const encoder: SmallEncoder = {
    ...{ id: 'e1', engine, input, rig, signal: ended.signal },
    onJob({ task }) {
      jobs.push(task.kind === 'video' ? `video ${task.first}` : task.kind);
      return undefined;
    },
    async onOutput(job, file) {
      if (job.task.kind === 'video' && (await spoil(job, file, spoilt))) spoilt += 1;
    },
  };
  const running = encodeUntil(encoder);
  running.catch(() => undefined);
  t.after(async () => {
    ended.abort();
    await running.catch(() => undefined);
  });
  const { title } = await rig.studio.implementation.calls.addFile({ path: input }, context());
  return { rig, id: title.id, spoilt: () => spoilt, jobs: () => jobs };
}

/** As ffmpeg itself lists it; the engine finds out by trying. */
function hasVmaf(): boolean {
  return /\blibvmaf\b/.test(execFileSync(testFfmpeg, ['-hide_banner', '-filters'], { encoding: 'utf8' }));
}

test('each rung of a chunk is decoded and measured before its version becomes current', async (t) => {
  const { rig, id, jobs } = await encodeWith(t, async () => false);
  await titleIn(rig, id, 'ready');
  const videos = jobs().filter((kind) => kind.startsWith('video')).length;
  assert.equal(jobs().filter((kind) => kind === 'verify').length, videos);
  const { versions } = await rig.studio.implementation.calls.versions({ id }, context());
  for (const { quality } of versions[0]?.rungs ?? []) {
    assert.ok(quality !== undefined && quality.ssim > 0.8 && quality.ssim <= 1, JSON.stringify(quality));
    assert.ok(quality.lowest <= quality.ssim && quality.pictures >= 25);
    if (hasVmaf()) assert.ok(quality.vmaf !== undefined && quality.vmaf > 50 && quality.vmaf <= 100, `${quality.vmaf}`);
    else assert.equal(quality.vmaf, undefined);
  }
  assert.equal(versions[0]?.rungs.length, 2);
});

test('a corrupted segment is found and encoded again', async (t) => {
  const { rig, id, spoilt } = await encodeWith(t, async (_, file, times) => {
    if (times > 0) return false;
    const handle = await open(file, 'r+');
    const { size } = await handle.stat();
    const noise = Uint8Array.from({ length: Math.min(3_000, size >> 1) }, (_, index) => (index * 7919 + 13) & 255);
    await handle.write(noise, 0, noise.length, size - noise.length - 200);
    await handle.close();
    return true;
  });
  await titleIn(rig, id, 'ready');
  assert.equal(spoilt(), 1);
  const { troubles = [] } = await rig.studio.implementation.calls.work({}, context());
  assert.ok(troubles.length === 0 || troubles.every(({ code }) => code === 'studio.verification-failed'));
});

test('other bytes, a missing picture and pictures of another film are found, the rest goes on', async (t) => {
  const other = await newFolder(t);
  const fragments = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4'];
  const spoils: readonly ((file: string, count: number) => Promise<void>)[] = [
    (file) => writeFile(file, 'these are no pictures at all'),
    async (file) => {
      const bytes = await readFile(file);
      await writeFile(file, bytes.subarray(0, Math.floor(bytes.length * 0.7)));
    },
    async (file) => {
      const short = join(other, 'short.mp4');
      const said = execFileSync('ffmpeg', [
        '-v',
        'error',
        '-y',
        '-i',
        file,
        '-frames:v',
        '9',
        '-c',
        'copy',
        ...fragments,
        short,
      ]);
      assert.equal(said.length, 0);
      await copyFile(short, file);
    },
    async (file, count) => {
      const source = ['-f', 'lavfi', '-i', 'smptehdbars=size=320x180:rate=25', '-frames:v', String(count)];
      execFileSync('ffmpeg', [
        '-v',
        'error',
        '-y',
        ...source,
        '-c:v',
        'libx264',
        '-pix_fmt',
        'yuv420p',
        ...fragments,
        file,
      ]);
    },
  ];
  const { rig, id, spoilt } = await encodeWith(t, async (job, file, times) => {
    const spoil = spoils[times];
    // Each chunk is spoilt once at most, so that none fails its title.
    if (spoil === undefined || job.attempt > 1) return false;
    await spoil(file, job.task.kind === 'video' ? job.task.count : 0);
    return true;
  });
  await titleIn(rig, id, 'ready');
  assert.equal(spoilt(), spoils.length);
});

test('a chunk that is spoilt each time fails its title with the reason', async (t) => {
  const { rig, id } = await encodeWith(t, async (job, file) => {
    if (job.task.kind !== 'video' || job.task.first > 0) return false;
    const bytes = await readFile(file);
    bytes.fill(0x5a, bytes.length >> 1, (bytes.length >> 1) + 2_000);
    await writeFile(file, bytes);
    return true;
  });
  const failed = await until('the title fails', async () => {
    const title = await rig.studio.implementation.calls.title({ id }, context());
    return title.state === 'failed' && title;
  });
  assert.match(failed.why ?? '', /^Chunk 0 was encoded wrongly: \S+ (does not decode|decodes to)/);
});

test('samples are spread over the film, and the same every time', () => {
  const samples = (chunks: number) =>
    Array.from({ length: chunks }, (_, chunk) => chunk).filter((chunk) => isSample(chunk, chunks));
  assert.deepEqual(samples(0), []);
  assert.deepEqual(samples(1), [0]);
  assert.deepEqual(samples(3), [0, 1, 2]);
  assert.deepEqual(samples(60), [5, 15, 25, 35, 45, 55]);
});
