import type { Finding } from '../../../contracts/index.ts';
import { touchTitle } from '../changes/revision.ts';
import { doomFiles } from '../files.ts';
import { tellHooks } from '../hooks/tell-hooks.ts';
import { lockIfThere } from '../lock-title.ts';
import { undoReplacement } from '../replace/undo-replacement.ts';
import type { Studio, Tx } from '../studio.ts';
import { noteTrouble } from '../work/troubles.ts';
import { dropAllOutputs, dropUnpublished } from './drop-work.ts';

export interface TitleFailure {
  readonly title: string;
  /** `refused`: the film cannot be used. `failed`: something went wrong with it here. */
  readonly state: 'refused' | 'failed';
  readonly code: string;
  /** A sentence. */
  readonly why: string;
  /** Instead of what is known of the film so far. */
  readonly findings?: readonly Finding[];
}

/**
 * Ends a title's work: its other jobs are cancelled. Where another file was to take its film's place, all is as before. What has been done stays, so that it can be taken up again. Of a
 * refused film all goes but what is known of it: nothing can be made of it.
 */
export async function failTitle(studio: Studio, tx: Tx, failure: TitleFailure): Promise<void> {
  const { title, state, code, why } = failure;
  const row = await lockIfThere(studio, tx, title);
  if (row === undefined) return;
  if (await undoReplacement(tx, row)) {
    const sentence = `The file that was to replace “${row.name}” could not be used, so the film stays as it was. ${why}`;
    await noteTrouble(studio, tx, { code: 'studio.not-replaced', sentence, title });
    return;
  }
  const known = failure.findings ?? (JSON.parse(row.findings) as Finding[]);
  const findings = state === 'refused' && !known.some((found) => found.severity === 'refused');
  const all: readonly Finding[] = findings ? [...known, { code, severity: 'refused', sentence: why }] : known;
  await touchTitle(tx, title);
  await tx
    .updateTable('titles')
    .set({ state, why, findings: JSON.stringify(all), ...(state === 'refused' ? { source_key: null } : {}) })
    .where('id', '=', title)
    .execute();
  if (state === 'refused' && row.source_key !== null) await doomFiles(tx, [row.source_key]);
  await cancelJobs(tx, title);
  if (state === 'refused') {
    await dropAllOutputs(tx, title);
    await dropUnpublished(tx, title);
  }
  await tellHooks(studio, tx, { type: `title.${state}`, title });
  studio.logger.warn(state === 'refused' ? 'a film was refused' : 'a film failed', {
    title,
    name: row.name,
    code,
    why,
  });
}

/** Jobs under way stay known under their lease, so that their encoders hear of it. */
export async function cancelJobs(tx: Tx, title: string): Promise<void> {
  const changed = await touchTitle(tx, title);
  await tx
    .updateTable('jobs')
    .set({ state: 'cancelled', changed })
    .where('title', '=', title)
    .where('state', 'in', ['waiting', 'leased'])
    .execute();
}
