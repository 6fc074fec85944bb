import type { Finding, JobTask, StillsTask } from '../../../contracts/index.ts';
import { originOf } from '../art/still-places.ts';
import { touchTitle } from '../changes/revision.ts';
import type { Tx } from '../studio.ts';
import type { ArtOrigin, JobPart, JobRow } from '../tables.ts';

/** What a film can do without, and what is said where it must. */
const sentences: Partial<Readonly<Record<JobPart, string>>> = {
  listen: 'How loud its sound is could not be measured, so it stays as loud as it was',
  audio: 'The sound in stream {stream} could not be encoded and is left out',
  text: 'The subtitles could not be extracted and are left out',
  captions: 'The captions in its pictures could not be read and are left out',
  stills: 'No picture could be made for its poster and backdrop',
  thumbs: 'No thumbnails for seeking could be made',
};
/** Where even looking fails, pictures are made of a place that nobody has looked at. */
const silent: readonly JobPart[] = ['scout'];

/** Parts whose failure does not fail their title: a silent film is more than none, and can be encoded again. */
export const optionalParts: readonly JobPart[] = [...(Object.keys(sentences) as JobPart[]), ...silent];

/** Pictures that are not the film's own, by where they come from: a code, and what is said where one cannot be used. */
const given: Readonly<Record<Exclude<ArtOrigin, 'film'>, readonly [code: string, sentence: string]>> = {
  cover: ['cover', 'The cover art inside its file could not be used'],
  beside: ['sidecar', 'The picture that lay beside it could not be used'],
  owner: ['given', 'The picture that was given to it could not be used'],
};

/** Notes that a title must do without a part. */
export async function doWithout(tx: Tx, row: JobRow, why: string): Promise<void> {
  const origin = row.part === 'stills' ? originOf(row.sequence) : 'film';
  if (origin !== 'film') {
    const [prefix, sentence] = given[origin];
    const code = `${prefix}-${(JSON.parse(row.task) as StillsTask).stills[0]?.name ?? 'picture'}`;
    // Apart from the film's own findings, which may not be there yet.
    return note(tx, row.title, { column: 'asides', code, sentence: `${sentence}. ${why}` });
  }
  const { stream } = JSON.parse(row.task) as { readonly stream?: number };
  const sentence = sentences[row.part]?.replace('{stream}', String(stream));
  if (sentence === undefined) return;
  const isSilent = row.part === 'audio' && !(await hasOtherSound(tx, row));
  const words = `${sentence}. ${why}${isSilent ? ' Without it the film is silent.' : ''}`;
  return note(tx, row.title, { column: 'findings', code: `no-${row.part}`, sentence: words });
}

async function hasOtherSound(tx: Tx, { id, title, part }: JobRow): Promise<boolean> {
  const others = tx.selectFrom('jobs').select('id').where('title', '=', title).where('part', '=', part);
  return (await others.where('id', '<>', id).where('state', '<>', 'failed').executeTakeFirst()) !== undefined;
}

/** Notes that a job came without some of its tracks, which its film goes without. */
export async function doWithoutTracks(
  tx: Tx,
  row: JobRow,
  leftOut: readonly { readonly name: string; readonly why: string }[],
): Promise<void> {
  const task = JSON.parse(row.task) as JobTask;
  for (const { name, why } of leftOut) {
    if (task.kind === 'captions') {
      const sentence = `Its pictures have room for captions (CEA-608 or 708), of which none can be shown. ${why}`;
      await note(tx, row.title, { column: 'findings', code: 'no-captions', sentence });
    }
    if (task.kind !== 'texts') continue;
    const stream = task.tracks.find((track) => track.name === name)?.stream;
    const sentence = `The subtitles in stream ${stream} could not be extracted and are left out. ${why}`;
    await note(tx, row.title, { column: 'findings', code: 'no-text', sentence });
  }
}

/** Adds a warning, in place of one of its kind that begins as it does. */
async function note(
  tx: Tx,
  id: string,
  {
    column,
    code,
    sentence,
  }: { readonly column: 'findings' | 'asides'; readonly code: string; readonly sentence: string },
): Promise<void> {
  const title = await tx.selectFrom('titles').select(column).where('id', '=', id).executeTakeFirst();
  if (title === undefined) return;
  const begins = sentence.slice(0, sentence.indexOf('. ') + 1);
  const known = (JSON.parse(title[column] ?? '[]') as Finding[]).filter(
    (finding) => finding.code !== code || !finding.sentence.startsWith(begins),
  );
  const finding: Finding = { code, severity: 'warned', sentence };
  await touchTitle(tx, id);
  await tx
    .updateTable('titles')
    .set({ [column]: JSON.stringify([...known, finding]) })
    .where('id', '=', id)
    .execute();
}
