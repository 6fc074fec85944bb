import { touchTitle } from '../changes/revision.ts';
import { dropAllOutputs, dropUnpublished } from '../encode/drop-work.ts';
import { doomFiles } from '../files.ts';
import { dropPlanUnlessUsed } from '../plan/drop-plan.ts';
import { thoseAddedAgain } from '../remove/restore-title.ts';
import type { Tx } from '../studio.ts';
import type { TitleRow } from '../tables.ts';
import { readReplaced } from './replaced.ts';

/**
 * Takes back a locked title's replacement that is not ready: the title is what it was, and the file that was to replace its film goes.
 * False where none is under way.
 */
export async function undoReplacement(tx: Tx, row: TitleRow): Promise<boolean> {
  const before = readReplaced(row);
  if (before === undefined) return false;
  const { id } = row;
  const made = await tx
    .selectFrom('versions')
    .select(['plan_key', 'plan_hash', 'ladder', 'settings'])
    .where('title', '=', id)
    .where('version', '=', row.version)
    .executeTakeFirst();
  const { plan_key = null, plan_hash = null, ladder = null, settings = row.settings } = made ?? {};
  // Its own bytes may have come in as another title in the meantime.
  const isTaken = (await thoseAddedAgain(tx, [before.sourceHash])).has(before.sourceHash);
  await dropWork(tx, id);
  if (row.source_key !== null) await doomFiles(tx, [row.source_key]);
  await tx
    .updateTable('titles')
    .set({
      ...{ state: 'ready' as const, why: null, findings: before.findings, replacing: null },
      ...{ source_hash: before.sourceHash, source_key: before.sourceKey },
      ...{ live_source: isTaken ? null : before.sourceHash, duration_seconds: before.durationSeconds },
      ...{ plan_key, plan_hash, ladder, settings, paused: 0, held: null },
    })
    .where('id', '=', id)
    .execute();
  if (row.plan_key !== null) await dropPlanUnlessUsed(tx, row.plan_key);
  await touchTitle(tx, id, { wall: true });
  return true;
}

/** All that was done of a film that is not the title's any more. An encoder that still works on it loses its lease. */
export async function dropWork(tx: Tx, id: string): Promise<void> {
  await dropAllOutputs(tx, id);
  await dropUnpublished(tx, id);
  await tx.deleteFrom('jobs').where('title', '=', id).execute();
}
