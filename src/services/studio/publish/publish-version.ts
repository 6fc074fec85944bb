import type { Plan } from '../../../media/index.ts';
import { filesOfRendition, keysOfRendition } from '../assemble/rendition-keys.ts';
import { dropOutputs } from '../encode/drop-work.ts';
import type { HeldLock } from '../locks.ts';
import { languagesOf } from '../metadata/title-metadata.ts';
import { settleReplacement } from '../replace/replaced.ts';
import type { Studio } from '../studio.ts';
import type { FileRow, RenditionRow, TitleRow, VersionFileRow } from '../tables.ts';
import { textFiles } from '../texts/text-files.ts';
import { toldTracks } from '../texts/told-tracks.ts';
import { makeCurrent } from './make-current.ts';
import { presentationOf } from './presentation.ts';

interface NewVersion {
  readonly title: TitleRow;
  readonly plan: Plan;
  /** True where it has the whole ladder. */
  readonly complete: boolean;
  /** The right to publish it. */
  readonly held: HeldLock;
}

/** Makes all renditions that have been put together a version, and that current. */
export async function publishVersion(studio: Studio, { title: of, plan, complete, held }: NewVersion): Promise<void> {
  const { sql } = studio;
  // Its subtitles and what is said of it may have changed while renditions were put together.
  const title = await sql.db.selectFrom('titles').selectAll().where('id', '=', of.id).executeTakeFirst();
  if (title?.state !== 'encoding') return;
  const version = `v${title.version_count + 1}`;
  const rows = await sql.db
    .selectFrom('renditions')
    .selectAll()
    .where('title', '=', title.id)
    .where('plan', '=', title.plan_hash)
    .execute();
  const made = presentationOf(plan, { title: title.id, version, rows });
  const texts = await textFiles(studio, made);
  const files = [...(await versionFiles(studio, { title: title.id, version, rows })), ...texts.files];
  const presentation = toldTracks(made, { languages: languagesOf(title), added: texts.added });
  const done = await makeCurrent(studio, {
    title,
    madeBy: title,
    complete,
    presentation,
    files,
    playlists: texts.playlists,
    from: 'encoding',
    async also(tx) {
      await held.check(tx);
      if (!complete) return;
      await tx.updateTable('titles').set({ state: 'ready' }).where('id', '=', title.id).execute();
      await settleReplacement(tx, title);
      await dropOutputs(tx, title.id);
    },
  });
  if (!done) studio.wake(title.id);
}

async function versionFiles(
  studio: Studio,
  {
    title,
    version,
    rows,
  }: { readonly title: string; readonly version: string; readonly rows: readonly RenditionRow[] },
): Promise<readonly VersionFileRow[]> {
  const keys = rows.flatMap(keysOfRendition);
  const stored = await studio.sql.db.selectFrom('files').selectAll().where('key', 'in', keys).execute();
  const byKey = new Map(stored.map((file) => [file.key, file]));
  return rows.flatMap((row) =>
    filesOfRendition(row).map(({ key, file }) => fileOf(byKey.get(key), { title, version, rendition: row.name, file })),
  );
}

function fileOf(
  stored: FileRow | undefined,
  place: Pick<VersionFileRow, 'title' | 'version' | 'rendition' | 'file'>,
): VersionFileRow {
  const { key, hash, bytes } = stored ?? { key: '', hash: null, bytes: null };
  if (hash === null || bytes === null) throw new TypeError(`${place.rendition}/${place.file} has no stored file`);
  return { ...place, key, hash, bytes };
}
