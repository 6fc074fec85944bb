import { touchTitle } from '../changes/revision.ts';
import { dropOutputs, dropUnpublished, partsApart } from '../encode/drop-work.ts';
import { cancelJobs } from '../encode/fail-title.ts';
import { studioErrors } from '../errors.ts';
import { lockTitle } from '../lock-title.ts';
import { onceOrAlways } from '../once.ts';
import { dropPlanUnlessUsed } from '../plan/drop-plan.ts';
import { undoReplacement } from '../replace/undo-replacement.ts';
import type { Studio, Tx } from '../studio.ts';
import type { TitleRow } from '../tables.ts';

/**
 * Drops the work of a title that is not done; what can be watched stays. A whole film that was being encoded anew is
 * what it was before, and so is one whose file was being replaced. Errors: `studio.no-such-title`, `studio.not-under-way`.
 */
export async function cancelTitle(studio: Studio, id: string, token: string | undefined): Promise<void> {
  await studio.sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: { token, request: { call: 'cancel', id } },
      effect: async () => {
        const row = await lockTitle(studio, tx, id);
        if (!['inspecting', 'planning', 'encoding'].includes(row.state)) {
          throw studioErrors.error('studio.not-under-way', { id });
        }
        if (await undoReplacement(tx, row)) return true;
        await cancelJobs(tx, id);
        if (await backToWhole(tx, row)) return true;
        await tx
          .updateTable('titles')
          .set({ state: 'cancelled', paused: 0, held: null, why: null })
          .where('id', '=', id)
          .execute();
        return true;
      },
    }),
  );
}

/** True where the title's current version has the whole ladder: the plan that it stands on is the title's again. */
async function backToWhole(tx: Tx, row: TitleRow): Promise<boolean> {
  if (row.version === null) return false;
  const whole = await tx
    .selectFrom('versions')
    .selectAll()
    .where('title', '=', row.id)
    .where('version', '=', row.version)
    .where('complete', '=', 1)
    .executeTakeFirst();
  if (whole === undefined || whole.plan_key === null) return false;
  const { plan_key, plan_hash, ladder, settings } = whole;
  await tx
    .updateTable('titles')
    .set({ state: 'ready', plan_key, plan_hash, ladder, settings, paused: 0, held: null, why: null })
    .where('id', '=', row.id)
    .execute();
  await dropOutputs(tx, row.id);
  await dropUnpublished(tx, row.id);
  await tx.deleteFrom('jobs').where('title', '=', row.id).where('part', 'not in', partsApart).execute();
  if (row.plan_key !== null) await dropPlanUnlessUsed(tx, row.plan_key);
  await touchTitle(tx, row.id, { wall: true });
  return true;
}
