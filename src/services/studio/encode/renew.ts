import { touchTitle } from '../changes/revision.ts';
import type { Studio } from '../studio.ts';
import { jobOfLease } from './leases.ts';
import { holdTicket } from './tickets.ts';

export interface HeldJob {
  readonly job: string;
  readonly lease: string;
}

/** Keeps a lease and its ticket. True where the job is no longer wanted. Errors: `studio.lease-lost`. */
export async function renew(studio: Studio, held: HeldJob, done: number | undefined): Promise<boolean> {
  const { sql, clock, config } = studio;
  const row = await sql.transaction(async (tx) => {
    const job = await jobOfLease(tx, held);
    if (job.state === 'leased') {
      const changed = await touchTitle(tx, job.title);
      await tx
        .updateTable('jobs')
        .set({ lease_until: clock.now() + config.leaseMs, progress: done ?? job.progress, changed })
        .where('id', '=', job.id)
        .execute();
    }
    return job;
  });
  if (row.state === 'leased') await holdTicket(studio, row.receipt);
  return row.state === 'cancelled' || row.state === 'failed';
}
