import type { Job, JobTask } from '../../../contracts/index.ts';
import { touchTitle } from '../changes/revision.ts';
import { studioErrors } from '../errors.ts';
import type { Studio, Tx } from '../studio.ts';
import type { JobRow } from '../tables.ts';
import { bestJob, countService } from './order.ts';

/** A job whose lease ran out so often has brought its encoders down: it fails. */
export const mostLosses = 10;

/** Leases the best waiting job to an encoder. Undefined where there is none. */
export async function leaseBest(
  studio: Studio,
  { encoder, receipt }: { readonly encoder: string; readonly receipt: string },
): Promise<Job | undefined> {
  const { sql, clock, config, logger, makeId } = studio;
  return sql.transaction(async (tx) => {
    const now = clock.now();
    await expireLeases(tx, { now, leaseMs: config.leaseMs });
    const best = await bestJob(tx);
    if (best === undefined) return undefined;
    const lease = makeId();
    const changed = await touchTitle(tx, best.title);
    const held = { lease, lease_until: now + config.leaseMs, leased_at: now, encoder, receipt, progress: 0, changed };
    const { numUpdatedRows } = await tx
      .updateTable('jobs')
      .set({ ...held, state: 'leased' })
      .where('id', '=', best.id)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return undefined;
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

/**
 * Jobs whose encoder has said nothing for too long wait again. A lease that would run longer than any can was given
 * before the clock was set back: it runs anew from now on.
 */
export async function expireLeases(
  tx: Tx,
  { now, leaseMs }: { readonly now: number; readonly leaseMs: number },
): Promise<number> {
  const leased = tx.selectFrom('jobs').select(['id', 'title', 'lease_until']).where('state', '=', 'leased');
  const odd = await leased
    .where((eb) => eb.or([eb('lease_until', '<=', now), eb('lease_until', '>', now + leaseMs + 1_000)]))
    .execute();
  let lost = 0;
  for (const { id, title, lease_until } of odd) {
    const job = tx.updateTable('jobs').where('id', '=', id);
    if (Number(lease_until) > now) {
      await job.set({ lease_until: now + leaseMs }).execute();
      continue;
    }
    const changed = await touchTitle(tx, title);
    const waiting = { lease: null, lease_until: null, leased_at: null, encoder: null, receipt: null, progress: 0 };
    await job
      .set(({ eb }) => ({ ...waiting, state: 'waiting' as const, losses: eb('losses', '+', 1), changed }))
      .execute();
    lost += 1;
  }
  return lost;
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
