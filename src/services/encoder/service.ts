import { mkdir, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Client, encoderContract, Job, RunningService, studioContract } from '../../contracts/index.ts';
import type { Encoder } from '../../engines/encoder/index.ts';
import type { Logger } from '../../host/index.ts';
import { type Clock, type MakeId, type Random, sentenceOf } from '../../kit/index.ts';
import type { EncoderConfig } from './config.ts';
import { watchEngine } from './engine-watch.ts';
import { encoderServiceErrors } from './errors.ts';
import { hasRoom } from './room.ts';
import { openSourceListener } from './source-listener.ts';
import { watchSpareTime } from './spare-time.ts';
import { work } from './worker.ts';

/** A full disk is looked at again so often. */
const roomMs = 2_000;

export interface EncoderDeps {
  readonly studio: Client<typeof studioContract>;
  readonly engine: Encoder;
  /** A folder of this encoder's own: emptied now and after each job. */
  readonly scratch: string;
  readonly makeId: MakeId;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly config: EncoderConfig;
}

/** Starts claiming jobs. Neither a missing ffmpeg nor a missing studio keeps it from starting: it waits, unready. */
export async function start(deps: EncoderDeps): Promise<RunningService<typeof encoderContract>> {
  const { studio, engine, scratch, clock, random, makeId, logger, config } = deps;
  await empty(scratch);
  const id = `${hostname()}-${makeId().slice(-6)}`;
  const stopping = new AbortController();
  const sources = await openSourceListener({ studio, clock, random, logger });
  const watch = watchEngine(engine, { clock, signal: stopping.signal });
  const jobs = new Map<string, { id: string; kind: string; done: number }>();
  let trouble: unknown;

  function onJob(job: Job) {
    const shown = { id: job.id, kind: job.task.kind, done: 0 };
    jobs.set(job.lease, shown);
    return {
      done(share: number) {
        shown.done = share;
      },
      end: () => void jobs.delete(job.lease),
    };
  }

  const spare = watchSpareTime(config.workers, { clock, signal: stopping.signal });
  let full = false;

  /** A full disk is met by a job that ends for it, or seen beforehand. */
  async function room(): Promise<void> {
    full ||= !(await hasRoom(scratch));
    while (full) {
      await clock.sleep(roomMs, stopping.signal);
      full = !(await hasRoom(scratch));
    }
  }

  const workers = Array.from({ length: config.workers }, (_, worker) =>
    work({
      ...{ studio, engine, sources, scratch, clock, random, makeId, logger, onJob },
      encoder: id,
      stopping: stopping.signal,
      stallMs: config.stallMs,
      async mayBegin() {
        await room();
        await spare.turn(worker);
      },
      onNoRoom() {
        full = true;
      },
      engineReady: () => watch.ready(),
      onEngineGone: () => watch.gone(),
      onStudio(error) {
        trouble = error;
      },
    }),
  );

  return {
    implementation: {
      calls: {
        status: async () => ({ id, engine: watch.says(), workers: config.workers, jobs: [...jobs.values()] }),
      },
      routes: {},
    },
    readiness() {
      if (!watch.isReady()) return { ready: false, why: watch.says() };
      if (full)
        return { ready: false, why: encoderServiceErrors.error('encoder.no-room', { folder: scratch }).message };
      if (trouble !== undefined)
        return { ready: false, why: `The studio cannot be asked for work: ${sentenceOf(trouble)}` };
      return { ready: true };
    },
    async stop() {
      stopping.abort(encoderServiceErrors.error('encoder.stopping'));
      await Promise.all(workers);
      await sources.close();
    },
  };
}

/** What an earlier process left is of no use: jobs begin anew. */
async function empty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}
