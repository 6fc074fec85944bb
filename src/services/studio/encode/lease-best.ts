import type { Job, JobTask } from '../../../contracts/index.ts';
import { touchTitle } from '../changes/revision.ts';
import type { Studio } from '../studio.ts';
import { expireLeases } from './expire-leases.ts';
import { leaseMark } from './leases.ts';
import { bestJob, countService } from './order.ts';

interface Claimant {
  readonly encoder: string;
  readonly receipt: string;
}

/** Leases the best waiting job to an encoder. Undefined where there is none. */
export async function leaseBest(studio: Studio, claimant: Claimant): Promise<Job | undefined> {
  const job = await leaseWaiting(studio, claimant);
  if (job !== undefined) return job;
  // Time to look for those that are lost, which is as much work as there are encoders.
  return (await expireLeases(studio)) > 0 ? leaseWaiting(studio, claimant) : undefined;
}

async function leaseWaiting(studio: Studio, { encoder, receipt }: Claimant): Promise<Job | undefined> {
  const { sql, clock, config, logger, makeId } = studio;
  return sql.transaction(async (tx) => {
    const now = clock.now();
    const best = await bestJob(studio, tx);
    if (best === undefined) return undefined;
    const lease = makeId();
    const changed = await touchTitle(tx, best.title);
    const held = { lease, lease_until: now + config.leaseMs, leased_at: now, encoder, receipt, progress: 0, changed };
    const { numUpdatedRows } = await tx
      .updateTable('jobs')
      .set({ ...held, state: 'leased' })
      .where('id', '=', best.id)
      .where('state', '=', 'waiting')
      .where('runnable', '=', 1)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return undefined;
    studio.leases.of(best.id, leaseMark(held));
    await countService(tx, best);
    logger.info('a job is leased', { step: best.part, job: best.id, title: best.title, encoder });
    return {
      id: best.id,
      lease,
      leaseMs: config.leaseMs,
      title: best.title,
      source: best.source,
      attempt: best.failures + best.losses + 1,
      task: JSON.parse(best.task) as JobTask,
    };
  });
}
