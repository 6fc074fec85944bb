import type { Job, JobTask } from '../../../contracts/index.ts';
import { studioErrors } from '../errors.ts';
import type { Studio, Tx } from '../studio.ts';
import type { JobRow } from '../tables.ts';

/** A job whose lease ran out so often has brought its encoders down: it fails. */
export const mostLosses = 10;

/** Leases the best waiting job to an encoder. Undefined where there is none. */
export async function leaseBest(
  studio: Studio,
  { encoder, receipt }: { readonly encoder: string; readonly receipt: string },
): Promise<Job | undefined> {
  const { sql, clock, config, logger, makeId } = studio;
  return sql.transaction(async (tx) => {
    await expireLeases(tx, clock.now());
    const best = await tx
      .selectFrom('jobs')
      .selectAll()
      .where('state', '=', 'waiting')
      .orderBy('rank')
      .orderBy('title_at')
      .orderBy('title')
      .orderBy('sequence')
      .limit(1)
      .executeTakeFirst();
    if (best === undefined) return undefined;
    const lease = makeId();
    const { numUpdatedRows } = await tx
      .updateTable('jobs')
      .set({ state: 'leased', lease, lease_until: clock.now() + config.leaseMs, encoder, receipt, progress: 0 })
      .where('id', '=', best.id)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return undefined;
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

/** Jobs whose encoder has said nothing for too long wait again. */
export async function expireLeases(tx: Tx, now: number): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('jobs')
    .set(({ eb }) => ({
      state: 'waiting' as const,
      lease: null,
      lease_until: null,
      encoder: null,
      receipt: null,
      progress: 0,
      losses: eb('losses', '+', 1),
    }))
    .where('state', '=', 'leased')
    .where('lease_until', '<=', now)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
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
