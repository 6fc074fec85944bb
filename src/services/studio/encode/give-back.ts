import { touchTitle } from '../changes/revision.ts';
import { lockIfThere } from '../lock-title.ts';
import { onceOrAlways } from '../once.ts';
import type { Studio, Tx } from '../studio.ts';
import type { JobRow } from '../tables.ts';
import { noteTrouble } from '../work/troubles.ts';
import { failTitle } from './fail-title.ts';
import { jobOfLease, titleOfJob } from './leases.ts';
import { doWithout, optionalParts } from './optional.ts';
import type { HeldJob } from './renew.ts';
import { giveBackTicket, useUpTicket } from './tickets.ts';

/** How often a job may fail before its title does. */
export const mostFailures = 3;

export interface Failure {
  readonly code: string;
  readonly sentence: string;
  /** Why the source cannot be used, in a word. */
  readonly reason?: string | undefined;
  /** The encoder's last words. */
  readonly log: string;
  /** False where trying again is of no use. */
  readonly retry: boolean;
}

/** Gives a job back unfinished; no attempt is counted. Errors: `studio.lease-lost`. */
export async function release(studio: Studio, held: HeldJob, token: string | undefined): Promise<void> {
  const { job, lease } = held;
  const title = await titleOfJob(studio.sql.db, job);
  const receipt = await studio.sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: { token, request: { call: 'release', job, lease } },
      effect: async () => {
        await lockIfThere(studio, tx, title);
        const row = await jobOfLease(tx, held);
        if (row.state === 'leased') await waitAgain(tx, row, {});
        return row.receipt;
      },
    }),
  );
  await giveBackTicket(studio, receipt);
}

/**
 * Counts a failure: the job waits for another try, or, the third time, its title fails with the reason.
 * Errors: `studio.lease-lost`.
 */
export async function fail(
  studio: Studio,
  { held, failure }: { readonly held: HeldJob; readonly failure: Failure },
  token: string | undefined,
): Promise<void> {
  const { job, lease } = held;
  const title = await titleOfJob(studio.sql.db, job);
  const outcome = await studio.sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: { token, request: { call: 'fail', job, lease, code: failure.code } },
      effect: async () => {
        await lockIfThere(studio, tx, title);
        const row = await jobOfLease(tx, held);
        const { receipt } = row;
        if (row.state !== 'leased') return { receipt, again: false };
        return { receipt, again: await countFailure(studio, { tx, row, failure }) };
      },
    }),
  );
  if (outcome.again) await giveBackTicket(studio, outcome.receipt);
  else await useUpTicket(studio, outcome.receipt);
  // What it can do without may have been all that it waited for.
  studio.wake(title);
}

/** True where the job waits for another try. Its title is locked. */
export async function countFailure(
  studio: Studio,
  { tx, row, failure }: { readonly tx: Tx; readonly row: JobRow; readonly failure: Failure },
): Promise<boolean> {
  const { code, sentence, log } = failure;
  const failures = row.failures + 1;
  const noted = { failures, failure: JSON.stringify({ code, sentence, log }) };
  const told = { job: row.id, title: row.title, part: row.part, failures, code, sentence };
  studio.logger[failure.retry ? 'warn' : 'info']('a job failed', told);
  await noteTrouble(studio, tx, { code, sentence, title: row.title });
  if (failure.retry && failures < mostFailures) {
    await waitAgain(tx, row, noted);
    return true;
  }
  const changed = await touchTitle(tx, row.title);
  await tx
    .updateTable('jobs')
    .set({ ...noted, state: 'failed', lease_until: null, changed })
    .where('id', '=', row.id)
    .execute();
  if (optionalParts.includes(row.part)) {
    await doWithout(tx, row, sentence);
    return false;
  }
  const refused = row.part === 'inspect' && !failure.retry;
  await failTitle(
    studio,
    tx,
    refused
      ? { title: row.title, state: 'refused', code: failure.reason ?? 'unreadable', why: sentence }
      : { title: row.title, state: 'failed', code, why: sentence },
  );
  return false;
}

async function waitAgain(
  tx: Tx,
  { id, title }: Pick<JobRow, 'id' | 'title'>,
  also: { failures?: number; failure?: string },
): Promise<void> {
  const changed = await touchTitle(tx, title);
  const waiting = { lease: null, lease_until: null, leased_at: null, encoder: null, receipt: null, progress: 0 };
  await tx
    .updateTable('jobs')
    .set({ ...also, ...waiting, state: 'waiting', changed })
    .where('id', '=', id)
    .execute();
}
