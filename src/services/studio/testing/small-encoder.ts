// A small encoder for studio's tests: the real engine, driven as the encoder service drives it.
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import type { Job, JobOutput, JobTask, Verified } from '../../../contracts/index.ts';
import { ffmpegEncoder } from '../../../engines/encoder/ffmpeg/open.ts';
import type { Encoder, EncoderRun } from '../../../engines/encoder/index.ts';
import { openChildren, silentLogger } from '../../../host/index.ts';
import { isTransient, systemClock } from '../../../kit/index.ts';
import { context, type Rig, routeContext } from './harness.ts';

/** The one that this machine's Bijou would use. */
export const testFfmpeg = process.env.BIJOU_FFMPEG ?? 'ffmpeg';

export async function openEngine(t: TestContext, folder: string): Promise<Encoder> {
  const logger = silentLogger;
  const children = await openChildren({ folder: join(folder, 'children'), clock: systemClock, logger });
  t.after(() => children.close());
  return ffmpegEncoder({ ffmpeg: testFfmpeg, ffprobe: 'ffprobe', children, logger });
}

export interface SmallEncoder {
  readonly id: string;
  readonly engine: Encoder;
  /** The source as a file of this machine. */
  readonly input: string;
  readonly rig: Rig;
  readonly signal: AbortSignal;
  /** Called when a job was claimed; `drop` leaves it lying, as a killed encoder would. */
  onJob?(job: Job): 'drop' | undefined;
  /** Changes an output before it is handed in, as a lying encoder would. */
  onOutput?(job: Job, file: string): Promise<void>;
}

/** Works until the signal aborts; resolves to the ids of the jobs that it completed. */
export async function encodeUntil(encoder: SmallEncoder): Promise<readonly string[]> {
  const { rig, signal, id } = encoder;
  const { calls } = rig.studio.implementation;
  const done: string[] = [];
  while (!signal.aborted) {
    const { job } = await calls.claim({ encoder: id, waitMs: 200 }, { ...context(), signal });
    if (job === undefined) continue;
    if (encoder.onJob?.(job) === 'drop') continue;
    await workOn(encoder, job);
    done.push(job.id);
  }
  return done;
}

async function workOn(encoder: SmallEncoder, job: Job): Promise<void> {
  const { calls } = encoder.rig.studio.implementation;
  const held = { job: job.id, lease: job.lease };
  const scratch = join(encoder.rig.folder, `scratch-${job.lease}`);
  await mkdir(scratch);
  const beat = setInterval(() => calls.renew(held, context()).catch(() => undefined), job.leaseMs / 3);
  try {
    const { names, verified } = await runTask(encoder, { job, scratch });
    for (const name of names) await encoder.onOutput?.(job, join(scratch, name));
    const outputs: JobOutput[] = [];
    for (const name of names) {
      outputs.push(await persist(() => putFile(encoder.rig, job, { name, file: join(scratch, name) })));
    }
    const result = { cpuSeconds: 0, ...(verified === undefined ? {} : { verified }) };
    await persist(() => calls.complete({ ...held, outputs, result }, context()));
  } finally {
    clearInterval(beat);
    await rm(scratch, { recursive: true, force: true });
  }
}

/** As a real encoder, it does not give up for a moment's sake. */
async function persist<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTransient(error) || tries === 10) throw error;
    }
  }
}

interface Done {
  readonly names: readonly string[];
  readonly verified?: Verified;
}

async function runTask(encoder: SmallEncoder, at: { readonly job: Job; readonly scratch: string }): Promise<Done> {
  const { task } = at.job;
  if (task.kind !== 'verify') return { names: await makeOutputs(encoder, { ...at, task }) };
  const rungs = [];
  for (const [index, { hash, ...rung }] of task.rungs.entries()) {
    rungs.push({ ...rung, input: await sourceOf(encoder.rig, hash, join(at.scratch, `verified-${index}.mp4`)) });
  }
  const run: EncoderRun = { signal: new AbortController().signal, job: at.job.id };
  const { compare, ...rest } = task;
  const work = { ...rest, rungs, ...(compare === undefined ? {} : { compare: present(compare) }) };
  const { faults, measured } = await encoder.engine.verify(encoder.input, work, run);
  return { names: [], verified: { faults: [...faults], measured: [...measured] } };
}

async function makeOutputs(
  { engine, input, rig }: SmallEncoder,
  {
    job,
    scratch,
    task,
  }: { readonly job: Job; readonly scratch: string; readonly task: Exclude<JobTask, { kind: 'verify' }> },
): Promise<readonly string[]> {
  const run: EncoderRun = { signal: new AbortController().signal, job: job.id };
  const at = (name: string) => join(scratch, name);
  async function told(name: string, found: unknown): Promise<string> {
    await writeFile(at(name), JSON.stringify(found));
    return name;
  }
  switch (task.kind) {
    case 'inspect':
      return [await told('inspection.json', await engine.inspect(input, run))];
    case 'audio':
      await engine.encodeAudio(input, { ...present(task), output: at('audio') }, run);
      return ['audio'];
    case 'texts': {
      const work = { ...present(task), tracks: task.tracks.map(present), folder: scratch };
      const { files } = await engine.extractTexts(input, work, run);
      for (const { name, file } of files) await rename(file, at(name));
      return files.map(({ name }) => name);
    }
    case 'captions':
      await engine.extractCaptions(input, { ...present(task), output: at(task.name) }, run);
      return [task.name];
    case 'listen':
      return [await told('loudness.json', await engine.listen(input, task, run))];
    case 'scout':
      return [await told('scout.json', await engine.scout(input, { ...present(task), folder: scratch }, run))];
    case 'stills': {
      const work = { ...present(task), stills: task.stills.map(present), folder: scratch };
      // A picture that was given to the title is a source of its own.
      const isOfFilm = task.stills.some(({ at: place }) => place !== undefined);
      const source = isOfFilm ? input : await sourceOf(rig, job.source, at('given'));
      const made = await engine.makeStills(source, work, run);
      return [...made.flatMap(({ sizes }) => sizes.map(({ file }) => file)), await told('stills.json', made)];
    }
    case 'thumbs':
      return engine.makeThumbs(await sourceOf(rig, job.source, at('rung.mp4')), { ...task, folder: scratch }, run);
    case 'video': {
      const rungs = task.rungs.map((rung) => ({ ...rung, output: at(rung.name) }));
      await engine.encodeVideo(input, { ...present(task), rungs }, run);
      return task.rungs.map(({ name }) => name);
    }
  }
}

/** Without what is undefined: the wire leaves that out. */
function present<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return JSON.parse(JSON.stringify(value));
}

/** What a job works on where that is not the film itself. */
async function sourceOf(rig: Rig, source: string, file: string): Promise<string> {
  const request = new Request('http://studio/x');
  const response = await rig.studio.implementation.routes.source(request, routeContext({ source }));
  await writeFile(file, new Uint8Array(await response.arrayBuffer()));
  return file;
}

async function putFile(
  rig: Rig,
  job: Job,
  { name, file }: { readonly name: string; readonly file: string },
): Promise<JobOutput> {
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array<ArrayBuffer>>;
  const { size } = await stat(file);
  const url = `http://studio/api/studio/jobs/${job.id}/outputs/${name}?lease=${job.lease}`;
  const request = new Request(url, { method: 'PUT', body, duplex: 'half' } as RequestInit);
  const response = await rig.studio.implementation.routes.output(request, routeContext({ job: job.id, name }));
  const output = (await response.json()) as JobOutput;
  if (output.bytes !== size) throw new Error(`${name} was stored with ${output.bytes} of ${size} bytes`);
  return output;
}
