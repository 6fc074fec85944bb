import { doomFiles } from '../files.ts';
import type { Studio, Tx } from '../studio.ts';
import { verifierOf } from '../verify/verify-job.ts';
import { countFailure } from './give-back.ts';

/**
 * A job of a locked title that was handed in turned out to be done wrongly: its outputs and their verification go, and it waits for
 * another try, or, the third time, its title fails with the reason. True where it waits.
 */
export async function encodeAgain(
  studio: Studio,
  tx: Tx,
  { job, failure }: { readonly job: string; readonly failure: { readonly code: string; readonly sentence: string } },
): Promise<boolean> {
  const row = await tx.selectFrom('jobs').selectAll().where('id', '=', job).executeTakeFirst();
  if (row?.state !== 'done') return false;
  const old = await tx.selectFrom('outputs').select('key').where('job', '=', row.id).execute();
  await tx.deleteFrom('outputs').where('job', '=', row.id).execute();
  await doomFiles(
    tx,
    old.map(({ key }) => key),
  );
  const verifier = verifierOf(row.part);
  if (verifier !== undefined) {
    const verification = tx.deleteFrom('jobs').where('title', '=', row.title).where('part', '=', verifier);
    await verification.where('sequence', '=', row.sequence).execute();
  }
  return countFailure(studio, { tx, row, failure: { ...failure, log: '', retry: true } });
}
