import type { Job } from '../../contracts/index.ts';
import { type DoJobOptions, doJob } from './do-job.ts';
import { backoff } from './patience.ts';

/** How long the studio holds a claim open while there is no work. */
const claimMs = 20_000;
/** One that could not be asked is asked for a short while first, so that what it says of itself is soon true again. */
const firstClaimMs = 500;
/** A studio that answers at once that there is nothing is not asked at once again. */
const shortMs = 500;

export interface WorkerOptions extends Omit<DoJobOptions, 'onProgress'> {
  /** This encoder's id. */
  readonly encoder: string;
  /** Resolves once there is a usable engine. Rejects with the reason when the encoder stops. */
  engineReady(): Promise<void>;
  onEngineGone(): void;
  /** Resolves once another job may be begun: there is room, and the machine has time. */
  mayBegin(): Promise<void>;
  onNoRoom(): void;
  /** Told after each claim: undefined when the studio answered. */
  onStudio(trouble: unknown): void;
  /** A job has begun; called back with its share done, and at its end. */
  onJob(job: Job): { done(share: number): void; end(): void };
}

/** Claims and does one job after another until the encoder stops. */
export async function work(options: WorkerOptions): Promise<void> {
  const { studio, stopping, clock, random } = options;
  const pause = backoff({ clock, random, signal: stopping });
  let answered = false;
  while (!stopping.aborted) {
    try {
      await options.engineReady();
      await options.mayBegin();
      const asked = clock.monotonic();
      const waitMs = answered ? claimMs : firstClaimMs;
      const { job } = await studio.calls.claim({ encoder: options.encoder, waitMs }, { signal: stopping });
      answered = true;
      options.onStudio(undefined);
      pause.reset();
      if (job !== undefined) await begin(job, options);
      else if (clock.monotonic() - asked < shortMs) await clock.sleep(shortMs, stopping);
    } catch (error) {
      if (stopping.aborted) return;
      answered = false;
      options.onStudio(error);
      options.logger.debug('no job could be claimed', { error });
      await pause.wait().catch(() => undefined);
    }
  }
}

async function begin(job: Job, options: WorkerOptions): Promise<void> {
  const shown = options.onJob(job);
  try {
    const end = await doJob(job, { ...options, onProgress: shown.done });
    if (end === 'no-ffmpeg') options.onEngineGone();
    if (end === 'no-room') options.onNoRoom();
  } finally {
    shown.end();
  }
}
