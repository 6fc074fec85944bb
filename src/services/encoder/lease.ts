import type { Client, Job, studioContract } from '../../contracts/index.ts';
import { type Clock, hasCode } from '../../kit/index.ts';
import { encoderServiceErrors } from './errors.ts';

const retryMs = 1000;

export interface KeepLeaseOptions {
  readonly studio: Client<typeof studioContract>;
  readonly clock: Clock;
  /** Ends the keeping. */
  readonly signal: AbortSignal;
  done(): number;
  /** The studio has taken the job away. */
  onLost(reason: Error): void;
}

/** Renews about every third of the lease's time, until told to end or told that the job is another's or cancelled. */
export async function keepLease(job: Job, options: KeepLeaseOptions): Promise<void> {
  const { studio, clock, signal } = options;
  const thirdMs = Math.max(50, job.leaseMs / 3);
  let waitMs = thirdMs;
  while (!signal.aborted) {
    try {
      await clock.sleep(waitMs, signal);
      const input = { job: job.id, lease: job.lease, done: options.done() };
      const { cancelled } = await studio.calls.renew(input, { signal, timeoutMs: thirdMs });
      if (cancelled) return options.onLost(encoderServiceErrors.error('encoder.dropped', { why: 'it was cancelled.' }));
      waitMs = thirdMs;
    } catch (error) {
      if (hasCode(error, 'studio.lease-lost')) {
        return options.onLost(encoderServiceErrors.error('encoder.dropped', { why: 'its lease ran out.' }, error));
      }
      // The studio is away. Whether the lease still holds is for the studio to say when it is back.
      waitMs = Math.min(retryMs, thirdMs);
    }
  }
}
