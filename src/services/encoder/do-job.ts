import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client, Job, JobOutput, studioContract } from '../../contracts/index.ts';
import type { Encoder } from '../../engines/encoder/index.ts';
import type { Logger } from '../../host/index.ts';
import { BijouError, type Clock, hasCode, type MakeId, type Random, sentenceOf } from '../../kit/index.ts';
import { encoderServiceErrors } from './errors.ts';
import { watchHeadway } from './headway.ts';
import { keepLease } from './lease.ts';
import { sendOutput } from './outputs.ts';
import { persist } from './patience.ts';
import { perform } from './perform.ts';
import { isOutOfRoom } from './room.ts';
import type { OpenSource, SourceListener } from './source-listener.ts';

export interface DoJobOptions {
  readonly studio: Client<typeof studioContract>;
  readonly engine: Encoder;
  readonly sources: SourceListener;
  readonly scratch: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly makeId: MakeId;
  readonly logger: Logger;
  /** How long the engine may stand still, milliseconds. */
  readonly stallMs: number;
  /** Aborts when this encoder stops: the job is given back. */
  readonly stopping: AbortSignal;
  onProgress(done: number): void;
}

const releaseMs = 2_000;
const longestLog = 100_000;

/**
 * Does a leased job to one of its ends: handed in, failed, given back because we stop, or dropped because the studio
 * took it away. Answers why it was given back, where another try here would fare no better: the engine is missing, the
 * disk is full.
 */
export async function doJob(job: Job, options: DoJobOptions): Promise<'ended' | 'no-ffmpeg' | 'no-room'> {
  const { studio, stopping, clock } = options;
  const logger = options.logger.with({ job: job.id, title: job.title, kind: job.task.kind });
  const taken = new AbortController();
  const finished = new AbortController();
  const signal = AbortSignal.any([taken.signal, stopping]);
  let done = 0;
  const lease = keepLease(job, {
    studio,
    clock,
    signal: AbortSignal.any([signal, finished.signal]),
    done: () => done,
    onLost: (reason) => taken.abort(reason),
  });
  const folder = join(options.scratch, options.makeId());
  const patience = { clock, random: options.random, signal };
  try {
    await mkdir(folder, { recursive: true });
    await handIn(job, {
      ...options,
      folder,
      signal,
      onProgress(share) {
        done = share;
        options.onProgress(share);
      },
    });
    logger.info('a job is done');
    return 'ended';
  } catch (error) {
    if (taken.signal.aborted || hasCode(error, 'studio.lease-lost')) {
      logger.info('a job was dropped', { why: sentenceOf(taken.signal.reason ?? error) });
      return 'ended';
    }
    const isMissing = hasCode(error, 'encoder.no-ffmpeg');
    const isFull = isOutOfRoom(error);
    if (stopping.aborted || isMissing || isFull) {
      await giveBack(job, options).catch((why: unknown) =>
        logger.warn('a job could not be given back', { error: why }),
      );
      if (isFull) logger.warn('there is no room to work in', { error });
      return isMissing ? 'no-ffmpeg' : isFull ? 'no-room' : 'ended';
    }
    const reason = failure(error);
    // A verdict on a film is no fault of this machine; the studio tells of it once.
    logger[reason.retry ? 'warn' : 'info']('a job failed', { error });
    const token = options.makeId();
    const report = () => studio.calls.fail({ job: job.id, lease: job.lease, ...reason }, { signal, token });
    await persist(report, patience).catch((why: unknown) => logger.warn('a failure was not heard', { error: why }));
    return 'ended';
  } finally {
    finished.abort();
    await lease;
    await rm(folder, { recursive: true, force: true });
  }
}

async function handIn(
  job: Job,
  options: DoJobOptions & { readonly folder: string; readonly signal: AbortSignal },
): Promise<void> {
  const { studio, engine, signal, clock, random } = options;
  const opened: OpenSource[] = [];
  function open(hash: string): string {
    const source = options.sources.open(hash, signal);
    opened.push(source);
    return source.address;
  }
  const film = open(job.source);
  const trouble = () => opened.map((source) => source.trouble()).find((error) => error !== undefined);
  let cpuSeconds = 0;
  const headway = watchHeadway(job.task.kind, { clock, stallMs: options.stallMs, sources: opened });
  const run = {
    signal: AbortSignal.any([signal, headway.signal]),
    job: job.id,
    source: job.source,
    onProgress(done: number) {
      headway.moved();
      options.onProgress(done);
    },
    onCpu(seconds: number) {
      cpuSeconds += seconds;
    },
  };
  try {
    const performed = await perform(engine, job, { input: film, open, folder: options.folder, run }).catch(
      (error: unknown) => {
        if (trouble() !== undefined) throw cutOff(trouble());
        // Who has not read a byte of a source cannot say anything of it.
        const isVerdict = hasCode(error, 'encoder.refused');
        throw isVerdict && opened.every((source) => source.taken() === 0) ? unread(error) : error;
      },
    );
    headway.end();
    if (trouble() !== undefined) throw cutOff(trouble());
    const outputs: JobOutput[] = [];
    for (const file of performed.outputs) {
      outputs.push(await persist(() => sendOutput(studio, file, { job, signal }), { clock, random, signal }));
    }
    const { pictures, verified, leftOut } = performed;
    const result = {
      cpuSeconds,
      ...(pictures === undefined ? {} : { pictures }),
      ...(verified === undefined ? {} : { verified }),
      ...(leftOut === undefined
        ? {}
        : { leftOut: leftOut.map(({ name, why }) => ({ name, why: why.slice(0, 1000) })) }),
    };
    const token = options.makeId();
    const input = { job: job.id, lease: job.lease, outputs, result };
    await persist(() => studio.calls.complete(input, { signal, token }), { clock, random, signal });
  } finally {
    headway.end();
    for (const source of opened) source.close();
  }
}

/** Stopping must not wait for a studio that is away: its lease runs out by itself. */
async function giveBack(job: Job, { studio, makeId }: DoJobOptions): Promise<void> {
  await studio.calls.release({ job: job.id, lease: job.lease }, { timeoutMs: releaseMs, token: makeId() });
}

function cutOff(cause: Error | undefined): Error {
  if (cause !== undefined && hasCode(cause, 'objects.changed')) return cause;
  return encoderServiceErrors.error('encoder.source-cut-off', { why: sentenceOf(cause) }, cause);
}

function unread(cause: unknown): Error {
  return encoderServiceErrors.error('encoder.source-unread', { why: sentenceOf(cause) }, cause);
}

/** What the studio is told. Only a source that cannot be used is not worth another attempt. */
function failure(error: unknown) {
  const { log = '', reason } = error instanceof BijouError ? error.details : { log: (error as Error)?.stack };
  return {
    ...(typeof reason === 'string' ? { reason } : {}),
    code: error instanceof BijouError ? error.code : 'encoder.failed',
    sentence: sentenceOf(error),
    log: String(log).slice(-longestLog),
    retry: !hasCode(error, 'encoder.refused'),
  };
}
