import { touchTitle } from '../changes/revision.ts';
import type { Studio } from '../studio.ts';
import { jobOfLease, leaseMark } from './leases.ts';
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
      // Later than before, whatever the clock says: that it moves is what counts.
      const lease_until = Math.max(clock.now() + config.leaseMs, Number(job.lease_until) + 1);
      await tx
        .updateTable('jobs')
        .set({ lease_until, progress: done ?? job.progress, changed })
        .where('id', '=', job.id)
        .execute();
      studio.leases.of(job.id, leaseMark({ lease: job.lease, lease_until }));
    }
    return job;
  });
  if (row.state === 'leased') await holdTicket(studio, row.receipt);
  return row.state === 'cancelled' || row.state === 'failed';
}
