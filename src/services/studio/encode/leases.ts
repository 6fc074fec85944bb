import { studioErrors } from '../errors.ts';
import type { Tx } from '../studio.ts';
import type { JobRow } from '../tables.ts';

/** A job whose lease ran out so often has brought its encoders down: it fails. */
export const mostLosses = 10;

/** Moves with every word of the encoder's. */
export function leaseMark({ lease, lease_until }: Pick<JobRow, 'lease' | 'lease_until'>): string {
  return `${lease} ${lease_until}`;
}

/** The title that a job is of, which never changes: whoever locks it reads the job after that. Errors: `studio.lease-lost`. */
export async function titleOfJob(db: Tx, job: string): Promise<string> {
  const row = await db.selectFrom('jobs').select('title').where('id', '=', job).executeTakeFirst();
  if (row === undefined) throw studioErrors.error('studio.lease-lost', { job });
  return row.title;
}

/** The job that this lease is on, whatever its state. Errors: `studio.lease-lost`. */
export async function jobOfLease(tx: Tx, held: { readonly job: string; readonly lease: string }): Promise<JobRow> {
  const row = await tx
    .selectFrom('jobs')
    .selectAll()
    .where('id', '=', held.job)
    .where('lease', '=', held.lease)
    .executeTakeFirst();
  if (row === undefined) throw studioErrors.error('studio.lease-lost', { job: held.job });
  return row;
}

/** As `jobOfLease`, and the job is being worked on. */
export async function leasedJob(tx: Tx, held: { readonly job: string; readonly lease: string }): Promise<JobRow> {
  const row = await jobOfLease(tx, held);
  if (row.state !== 'leased') throw studioErrors.error('studio.lease-lost', { job: held.job });
  return row;
}
