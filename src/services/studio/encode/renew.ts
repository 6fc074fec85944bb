import { touchTitle } from '../changes/revision.ts';
import type { Studio } from '../studio.ts';
import type { JobRow } from '../tables.ts';
import { jobOfLease, leaseMark } from './leases.ts';
import { holdTicket } from './tickets.ts';

export interface HeldJob {
  readonly job: string;
  readonly lease: string;
}

/** Keeps a lease and its ticket. True where the job is no longer wanted. Errors: `studio.lease-lost`. */
export async function renew(studio: Studio, held: HeldJob, done: number | undefined): Promise<boolean> {
  const { db } = studio.sql;
  const job = await jobOfLease(db, held);
  if (job.state === 'leased' && (await moveLease(studio, job, done))) {
    await holdTicket(studio, job.receipt);
    return false;
  }
  const { state } = await jobOfLease(db, held);
  return state === 'cancelled' || state === 'failed';
}

/** False where the lease has ended meanwhile. */
async function moveLease(studio: Studio, job: JobRow, done: number | undefined): Promise<boolean> {
  const { sql, clock, config } = studio;
  const { id, title, lease } = job;
  // Later than before, whatever the clock says: that it moves is what counts.
  const lease_until = Math.max(clock.now() + config.leaseMs, Number(job.lease_until) + 1);
  const isMoved = await sql.transaction(async (tx) => {
    const changed = await touchTitle(tx, title);
    const { numUpdatedRows } = await tx
      .updateTable('jobs')
      .set({ lease_until, changed, ...(done === undefined ? {} : { progress: done }) })
      .where('id', '=', id)
      .where('lease', '=', lease)
      .where('state', '=', 'leased')
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  });
  if (isMoved) studio.leases.of(id, leaseMark({ lease, lease_until }));
  return isMoved;
}
