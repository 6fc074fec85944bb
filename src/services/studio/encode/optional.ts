import type { Finding } from '../../../contracts/index.ts';
import { touchTitle } from '../changes/revision.ts';
import type { Tx } from '../studio.ts';
import type { JobPart, JobRow } from '../tables.ts';

/** What a film can do without, and what is said where it must. */
const sentences: Partial<Readonly<Record<JobPart, string>>> = {
  listen: 'How loud its sound is could not be measured, so it is as loud as it came',
  stills: 'No picture of it could be made for its poster and backdrop',
  'picture-text': 'Subtitles of it that are pictures could not be kept',
  thumbs: 'It has no thumbnails for seeking',
};
/** Where even looking fails, pictures are made of a place that nobody has looked at. */
const silent: readonly JobPart[] = ['scout'];

/** Parts whose failure does not fail their title. */
export const optionalParts: readonly JobPart[] = [...(Object.keys(sentences) as JobPart[]), ...silent];

/** Notes that a title must do without a part. */
export async function doWithout(tx: Tx, row: JobRow, why: string): Promise<void> {
  const sentence = sentences[row.part];
  if (sentence === undefined) return;
  const title = await tx.selectFrom('titles').select('findings').where('id', '=', row.title).executeTakeFirst();
  if (title === undefined) return;
  const known = (JSON.parse(title.findings) as Finding[]).filter(({ code }) => code !== `no-${row.part}`);
  const finding: Finding = { code: `no-${row.part}`, severity: 'warned', sentence: `${sentence}: ${why}` };
  await touchTitle(tx, row.title);
  await tx
    .updateTable('titles')
    .set({ findings: JSON.stringify([...known, finding]) })
    .where('id', '=', row.title)
    .execute();
}
