import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client, encoderContract, Job, RunningService, studioContract } from '../../contracts/index.ts';
import type { Encoder } from '../../engines/encoder/index.ts';
import type { Logger } from '../../host/index.ts';
import { type Clock, type MakeId, type Random, sentenceOf } from '../../kit/index.ts';
import type { EncoderConfig } from './config.ts';
import { watchEngine } from './engine-watch.ts';
import { encoderServiceErrors } from './errors.ts';
import { openSourceListener } from './source-listener.ts';
import { work } from './worker.ts';

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
  const id = makeId();
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

  const workers = Array.from({ length: config.workers }, () =>
    work({
      ...{ studio, engine, sources, scratch, clock, random, makeId, logger, onJob },
      encoder: id,
      stopping: stopping.signal,
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
