import type { Presentation } from '../../../contracts/index.ts';
import { alone } from '../alone.ts';
import { languagesOf } from '../metadata/title-metadata.ts';
import type { Studio } from '../studio.ts';
import type { TitleRow } from '../tables.ts';
import { textFiles } from '../texts/text-files.ts';
import { isAdded, toldTracks } from '../texts/told-tracks.ts';
import { makeCurrent } from './make-current.ts';

/** True where the current version does not have the subtitles and languages that were said last. */
export function isOutdated({ version, tracks_said, tracks_told }: TitleRow): boolean {
  return version !== null && tracks_said !== tracks_told;
}

/**
 * Makes a new version of the current one's pictures and sound, with the subtitles and languages that were said last.
 * Nothing is encoded. May be done again at any time; where the title changes meanwhile it is left to the next look.
 */
export async function republish(studio: Studio, id: string): Promise<void> {
  const { db } = studio.sql;
  const read = () => db.selectFrom('titles').selectAll().where('id', '=', id).executeTakeFirst();
  const isDue = (title: TitleRow | undefined) => title !== undefined && title.state !== 'removed' && isOutdated(title);
  if (!isDue(await read())) return;
  await alone(studio, id, async () => {
    const title = await read();
    if (title !== undefined && isDue(title)) await publishAgain(studio, title);
  });
}

async function publishAgain(studio: Studio, title: TitleRow): Promise<void> {
  if (title.version === null) return;
  const { db } = studio.sql;
  const current = await db
    .selectFrom('versions')
    .selectAll()
    .where('title', '=', title.id)
    .where('version', '=', title.version)
    .executeTakeFirstOrThrow();
  const version = `v${title.version_count + 1}`;
  const before = JSON.parse(current.presentation) as Presentation;
  const of = { title: title.id, version };
  const texts = await textFiles(studio, { ...of, durationSeconds: before.durationSeconds });
  const old = await db
    .selectFrom('version_files')
    .selectAll()
    .where('title', '=', title.id)
    .where('version', '=', title.version)
    .execute();
  const kept = old.filter(({ rendition }) => !isAdded(rendition)).map((file) => ({ ...file, version }));
  const presentation = toldTracks({ ...before, version }, { languages: languagesOf(title), added: texts.added });
  const files = [...kept, ...texts.files];
  const complete = current.complete === 1;
  const { playlists } = texts;
  const done = await makeCurrent(studio, { title, madeBy: current, complete, presentation, files, playlists });
  if (!done) studio.wake(title.id);
}
