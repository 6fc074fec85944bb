import { type Presentation, replacedVersionLife, titleEncoded } from '../../../contracts/index.ts';
import { canonicalJson, isoTime } from '../../../kit/index.ts';
import { artworkOf } from '../art/artwork-of.ts';
import { touchTitle } from '../changes/revision.ts';
import { abandonFiles, doomFiles, keepFiles, type StoredFile, storeFile } from '../files.ts';
import { tellHooks } from '../hooks/tell-hooks.ts';
import { metadataOf } from '../metadata/title-metadata.ts';
import { acceptedInspection } from '../plan/accepted-inspection.ts';
import type { Studio, Tx } from '../studio.ts';
import type { TitleRow, VersionFileRow, VersionRow } from '../tables.ts';
import { keepPlaylists, type TextPlaylists } from '../texts/text-files.ts';

export interface ReadyVersion {
  /** As it was read before anything of the version was put together. */
  readonly title: TitleRow;
  /** The plan and the settings that its pictures and sound were made by. */
  readonly madeBy: Pick<VersionRow, 'plan_key' | 'plan_hash' | 'ladder' | 'settings'>;
  /** True where it has the whole ladder. */
  readonly complete: boolean;
  readonly presentation: Presentation;
  readonly files: readonly VersionFileRow[];
  /** Playlists of added subtitles that no version had before. */
  readonly playlists: TextPlaylists;
  /** The state that the title must still be in, with the same plan; else any in which it is there. */
  readonly from?: TitleRow['state'];
  /** What else is done in the moment that the version becomes current. */
  also?(tx: Tx): Promise<void>;
}

/**
 * Makes a version current from the same moment that tells of it. The version before stays until the last of its
 * signed addresses has expired. False where the title has changed in the meantime: nothing has happened then.
 */
export async function makeCurrent(studio: Studio, ready: ReadyVersion): Promise<boolean> {
  const { sql } = studio;
  const { title, presentation } = ready;
  studio.logger.info('publishing a version', { step: 'publish', title: title.id, version: presentation.version });
  const manifest = await storeManifest(studio, ready);
  const stored = [manifest.key, ...ready.playlists.map(({ file }) => file.key)];
  try {
    return await sql.transaction(async (tx) => {
      const done = await insertVersion(studio, tx, { ...ready, manifest });
      if (!done) await doomFiles(tx, stored);
      return done;
    });
  } catch (error) {
    await abandonFiles(sql.db, stored);
    throw error;
  }
}

async function insertVersion(
  studio: Studio,
  tx: Tx,
  ready: ReadyVersion & { readonly manifest: StoredFile },
): Promise<boolean> {
  const { title, complete, presentation, files, manifest, playlists, from, madeBy } = ready;
  const { version } = presentation;
  const now = studio.clock.now();
  const { numUpdatedRows } = await tx
    .updateTable('titles')
    .set({ version, version_count: title.version_count + 1, tracks_told: title.tracks_said })
    .where('id', '=', title.id)
    .where((eb) =>
      from === undefined ? eb('state', '<>', 'removed') : eb('state', '=', from).and('plan_hash', '=', title.plan_hash),
    )
    .where('version_count', '=', title.version_count)
    .where('tracks_said', '=', title.tracks_said)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  await touchTitle(tx, title.id);
  await tx
    .updateTable('versions')
    .set({ retire_at: now + replacedVersionLife(studio.config.urlTtlSeconds) * 1000 })
    .where('title', '=', title.id)
    .where('retire_at', 'is', null)
    .execute();
  await tx
    .insertInto('versions')
    .values({
      title: title.id,
      version,
      complete: complete ? 1 : 0,
      presentation: JSON.stringify(presentation),
      manifest_key: manifest.key,
      published_at: now,
      retire_at: null,
      plan_key: madeBy.plan_key,
      plan_hash: madeBy.plan_hash,
      ladder: madeBy.ladder,
      settings: madeBy.settings,
    })
    .execute();
  await tx
    .insertInto('version_files')
    .values([...files])
    .execute();
  await keepPlaylists(tx, title.id, playlists);
  await keepFiles(tx, [manifest], title.id);
  await ready.also?.(tx);
  await tellEncoded(studio, tx, ready);
  await tellReached(studio, tx, ready);
  return true;
}

/** A title that can be watched, or has its whole ladder, for the first time with this film. */
async function tellReached(studio: Studio, tx: Tx, { title, complete, from }: ReadyVersion): Promise<void> {
  // What only takes its changed subtitles along comes from no state.
  if (from === undefined) return;
  if (title.version === null) await tellHooks(studio, tx, { type: 'title.watchable', title: title.id });
  if (complete) await tellHooks(studio, tx, { type: 'title.ready', title: title.id });
}

/** Tells of it with what is said of the title now. */
export async function tellEncoded(
  studio: Studio,
  tx: Tx,
  {
    title,
    presentation,
    complete,
  }: Pick<ReadyVersion, 'presentation' | 'complete'> & { readonly title: { readonly id: string } },
): Promise<void> {
  const row = await tx.selectFrom('titles').selectAll().where('id', '=', title.id).executeTakeFirstOrThrow();
  const { id, name, added_at } = row;
  const artwork = (await artworkOf(tx, [id])).get(id);
  const said = { name, metadata: metadataOf(row), ...(artwork === undefined ? {} : { artwork }) };
  const retiring = await retiringVersions(tx, id);
  const payload = { id, ...said, addedAt: isoTime(added_at), presentation, complete, retiring };
  await studio.tell(tx, { type: titleEncoded.type, topic: titleEncoded.topic, key: id, payload });
}

/** The versions before it, and when their files go: nothing is to be signed beyond that. */
async function retiringVersions(tx: Tx, id: string): Promise<readonly { version: string; at: string }[]> {
  const rows = await tx.selectFrom('versions').select(['version', 'retire_at']).where('title', '=', id).execute();
  return rows.flatMap(({ version, retire_at }) =>
    retire_at === null ? [] : [{ version, at: isoTime(Number(retire_at)) }],
  );
}

/** Everything that the version stands on, so that the store can be checked without the tables. */
async function storeManifest(
  studio: Studio,
  { title, madeBy, complete, presentation, files }: ReadyVersion,
): Promise<StoredFile> {
  const manifest = {
    title: title.id,
    name: title.name,
    version: presentation.version,
    complete,
    source: { key: title.source_key, hash: title.source_hash },
    plan: { key: madeBy.plan_key, hash: madeBy.plan_hash },
    inspection: { key: (await acceptedInspection(studio.sql.db, title.id)) ?? null },
    files: files.map(({ rendition, file, key, hash, bytes }) => ({ rendition, file, key, hash, bytes })),
    presentation,
  };
  const body = new TextEncoder().encode(canonicalJson(manifest));
  return storeFile(studio, { kind: 'manifest', title: title.id }, body);
}
