import type { PictureText } from '../../../contracts/index.ts';
import type { FilmPlan } from '../plan/film-plan.ts';
import type { Studio } from '../studio.ts';
import type { OutputRow, RenditionRow } from '../tables.ts';
import { stillWanted } from './still-wanted.ts';

export interface PictureTextsAssembly {
  readonly title: string;
  readonly plan: FilmPlan;
  readonly planHash: string;
  /** What was extracted, by name. */
  readonly outputs: readonly OutputRow[];
}

/** Publishes subtitles that are pictures as they are: their objects change their role, not their place. */
export async function assemblePictureTexts(studio: Studio, assembly: PictureTextsAssembly): Promise<void> {
  const { title, plan, planHash, outputs } = assembly;
  const { sql } = studio;
  for (const output of outputs) {
    const planned = plan.pictureTexts.find(({ name }) => name === output.name);
    if (planned === undefined) continue;
    const { name, language, label, codec } = planned;
    const described: PictureText = { name, language, label, codec, bytes: output.bytes, hash: output.hash };
    const row: RenditionRow = {
      title,
      plan: planHash,
      name,
      kind: 'bitmap',
      media_key: output.key,
      playlist_key: output.key,
      longest_segment: 0,
      rendition: JSON.stringify(described),
    };
    await sql.transaction(async (tx) => {
      if (!(await stillWanted(studio, tx, { title, planHash }))) return;
      if (!(await sql.insertOnce(tx, 'renditions', { row, keys: ['title', 'plan', 'name'] }))) return;
      await tx.deleteFrom('outputs').where('key', '=', output.key).execute();
    });
  }
}
