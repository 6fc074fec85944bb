import { keysOfRendition } from '../assemble/rendition-keys.ts';
import { doomFiles } from '../files.ts';
import type { Tx } from '../studio.ts';
import type { JobPart } from '../tables.ts';

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
