import type { Finding } from '../../../contracts/index.ts';
import { keysOfRendition } from '../assemble/rendition-keys.ts';
import { touchTitle } from '../changes/revision.ts';
import { doomFiles } from '../files.ts';
import { tellHooks } from '../hooks/tell-hooks.ts';
import { undoReplacement } from '../replace/undo-replacement.ts';
import type { Studio, Tx } from '../studio.ts';
import type { JobPart } from '../tables.ts';
import { noteTrouble } from '../work/troubles.ts';

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
  const row = await tx.selectFrom('titles').selectAll().where('id', '=', title).executeTakeFirst();
  if (row === undefined || row.state === 'removed') return;
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
  studio.logger.warn(`a title was ${state}`, { title, code, why });
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

/** What is used apart from all versions: a film is inspected and pictured once, however often it is encoded. */
export const partsApart: readonly JobPart[] = ['inspect', 'stills'];

/** Nothing that was made of it is of use any more. */
export async function dropAllOutputs(tx: Tx, title: string): Promise<void> {
  await dropOutputsOf(tx, title, []);
}

/** A title's stored outputs have been used, or never will be. What stands apart from its versions stays. */
export async function dropOutputs(tx: Tx, title: string): Promise<void> {
  await dropOutputsOf(tx, title, partsApart);
}

async function dropOutputsOf(tx: Tx, title: string, except: readonly JobPart[]): Promise<void> {
  const rows = await tx
    .selectFrom('outputs')
    .innerJoin('jobs', 'jobs.id', 'outputs.job')
    .select('outputs.key')
    .where('outputs.title', '=', title)
    .where('jobs.part', 'not in', [...except, '' as JobPart])
    .execute();
  const keys = rows.map(({ key }) => key);
  await doomFiles(tx, keys);
  for (let from = 0; from < keys.length; from += 500) {
    await tx
      .deleteFrom('outputs')
      .where('key', 'in', keys.slice(from, from + 500))
      .execute();
  }
}

/** Renditions that were put together for a version that will never be. */
export async function dropUnpublished(tx: Tx, title: string): Promise<void> {
  const rows = await tx
    .selectFrom('renditions')
    .leftJoin('version_files', 'version_files.key', 'renditions.media_key')
    .selectAll('renditions')
    .where('renditions.title', '=', title)
    .where('version_files.key', 'is', null)
    .execute();
  if (rows.length === 0) return;
  const keys = rows.map(({ media_key }) => media_key);
  await tx.deleteFrom('renditions').where('title', '=', title).where('media_key', 'in', keys).execute();
  await doomFiles(tx, rows.flatMap(keysOfRendition));
}
