// A small encoder for studio's tests: the real engine, driven as the encoder service drives it.
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import type { Job, JobOutput } from '../../../contracts/index.ts';
import { ffmpegEncoder } from '../../../engines/encoder/ffmpeg/open.ts';
import type { Encoder, EncoderRun } from '../../../engines/encoder/index.ts';
import { openChildren, silentLogger } from '../../../host/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { context, type Rig, routeContext } from './harness.ts';

export async function openEngine(t: TestContext, folder: string): Promise<Encoder> {
  const logger = silentLogger;
  const children = await openChildren({ folder: join(folder, 'children'), clock: systemClock, logger });
  t.after(() => children.close());
  return ffmpegEncoder({ ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', children, logger });
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
    const names = await runTask(encoder, { job, scratch });
    const outputs: JobOutput[] = [];
    for (const name of names) outputs.push(await putFile(encoder.rig, job, { name, file: join(scratch, name) }));
    await calls.complete({ ...held, outputs, result: { cpuSeconds: 0 } }, context());
  } finally {
    clearInterval(beat);
    await rm(scratch, { recursive: true, force: true });
  }
}

async function runTask(
  { engine, input }: SmallEncoder,
  { job, scratch }: { readonly job: Job; readonly scratch: string },
): Promise<readonly string[]> {
  const { task } = job;
  const run: EncoderRun = { signal: new AbortController().signal, job: job.id };
  const at = (name: string) => join(scratch, name);
  if (task.kind === 'inspect') {
    const inspection = await engine.inspect(input, run);
    await writeFile(at('inspection.json'), JSON.stringify(inspection));
    return ['inspection.json'];
  }
  if (task.kind === 'audio') {
    await engine.encodeAudio(input, { ...task, output: at('audio') }, run);
    return ['audio'];
  }
  if (task.kind === 'text') {
    await engine.extractText(input, { ...task, output: at('text') }, run);
    return ['text'];
  }
  const { previousTime, ...rest } = task;
  const work = {
    ...rest,
    ...(previousTime === undefined ? {} : { previousTime }),
    rungs: task.rungs.map((rung) => ({ ...rung, output: at(rung.name) })),
  };
  await engine.encodeVideo(input, work, run);
  return task.rungs.map(({ name }) => name);
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
