import { touchTitle } from '../changes/revision.ts';
import { lockIfThere } from '../lock-title.ts';
import type { Studio, Tx } from '../studio.ts';
import type { JobRow } from '../tables.ts';
import { countFailure, mostFailures } from './give-back.ts';
import { leaseMark, mostLosses } from './leases.ts';

/**
 * Jobs whose encoder has said nothing for too long wait again, and one that was lost too often fails with its title, in the
 * same step: nobody gets it once more in between. How long is measured by this process: see `Stillness`.
 */
export async function expireLeases(studio: Studio): Promise<number> {
  const { sql, config, leases } = studio;
  const leased = await sql.db
    .selectFrom('jobs')
    .select(['id', 'title', 'lease', 'lease_until'])
    .where('state', '=', 'leased')
    .execute();
  const silent = leased.filter((row) => leases.of(row.id, leaseMark(row)) >= config.leaseMs);
  let lost = 0;
  for (const job of silent) {
    const isLost = await sql.transaction((tx) => loseJob(studio, tx, job));
    leases.forget(job.id);
    if (!isLost) continue;
    lost += 1;
    studio.wake(job.title);
  }
  return lost;
}

/** False where it was renewed or handed in meanwhile. */
async function loseJob(studio: Studio, tx: Tx, held: Pick<JobRow, 'id' | 'title' | 'lease'>): Promise<boolean> {
  await lockIfThere(studio, tx, held.title);
  const row = await tx
    .selectFrom('jobs')
    .selectAll()
    .where('id', '=', held.id)
    .where('state', '=', 'leased')
    .where('lease', '=', held.lease)
    .executeTakeFirst();
  if (row === undefined || studio.leases.of(row.id, leaseMark(row)) < studio.config.leaseMs) return false;
  const changed = await touchTitle(tx, row.title);
  const losses = row.losses + 1;
  const waiting = { lease: null, lease_until: null, leased_at: null, encoder: null, receipt: null, progress: 0 };
  await tx
    .updateTable('jobs')
    .set({ ...waiting, state: 'waiting', losses, changed })
    .where('id', '=', row.id)
    .execute();
  if (losses >= mostLosses) {
    const sentence = `${losses} encoders stopped answering while they worked on it.`;
    // As one that has failed as often as it may: the film itself is not refused, and may be tried again.
    const spent = { ...row, ...waiting, state: 'waiting' as const, losses, changed, failures: mostFailures - 1 };
    const failure = { code: 'studio.encoders-lost', sentence, log: '', retry: true };
    await countFailure(studio, { tx, row: spent, failure });
  }
  return true;
}
