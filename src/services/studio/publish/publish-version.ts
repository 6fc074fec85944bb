import { longestUrlLife, type Presentation, titleEncoded } from '../../../contracts/index.ts';
import { canonicalJson, isoTime } from '../../../kit/index.ts';
import type { Plan } from '../../../media/index.ts';
import { artworkOf } from '../art/artwork-of.ts';
import { filesOfRendition, keysOfRendition } from '../assemble/rendition-keys.ts';
import { touchTitle } from '../changes/revision.ts';
import { dropOutputs } from '../encode/fail-title.ts';
import { abandonFiles, doomFiles, keepFiles, type StoredFile, storeFile } from '../files.ts';
import type { Studio, Tx } from '../studio.ts';
import type { FileRow, RenditionRow, TitleRow, VersionFileRow } from '../tables.ts';
import { presentationOf } from './presentation.ts';

interface NewVersion {
  readonly title: TitleRow;
  readonly plan: Plan;
  /** True where it has the whole ladder. */
  readonly complete: boolean;
}

/**
 * Makes all renditions that have been put together a version, current from the same moment that tells of it. The
 * version before stays until the last of its signed addresses has expired.
 */
export async function publishVersion(studio: Studio, made: NewVersion): Promise<void> {
  const { sql } = studio;
  const { title, plan, complete } = made;
  const version = `v${title.version_count + 1}`;
  studio.logger.info('publishing a version', { step: 'publish', title: title.id, version });
  const rows = await sql.db
    .selectFrom('renditions')
    .selectAll()
    .where('title', '=', title.id)
    .where('plan', '=', title.plan_hash)
    .execute();
  const files = await versionFiles(studio, { title: title.id, version, rows });
  const presentation = presentationOf(plan, { title: title.id, version, rows });
  const manifest = await storeManifest(studio, { title, complete, presentation, files });
  try {
    await sql.transaction((tx) => makeCurrent(studio, tx, { ...made, presentation, files, manifest }));
  } catch (error) {
    await abandonFiles(sql.db, [manifest.key]);
    throw error;
  }
}

interface ReadyVersion extends NewVersion {
  readonly presentation: Presentation;
  readonly files: readonly VersionFileRow[];
  readonly manifest: StoredFile;
}

async function makeCurrent(studio: Studio, tx: Tx, ready: ReadyVersion): Promise<void> {
  const { title, complete, presentation, files, manifest } = ready;
  const { version } = presentation;
  const now = studio.clock.now();
  const { numUpdatedRows } = await tx
    .updateTable('titles')
    .set({ version, version_count: title.version_count + 1, state: complete ? 'ready' : 'encoding' })
    .where('id', '=', title.id)
    .where('state', '=', 'encoding')
    .where('version_count', '=', title.version_count)
    .where('plan_hash', '=', title.plan_hash)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return doomFiles(tx, [manifest.key]);
  await touchTitle(tx, title.id);
  await tx
    .updateTable('versions')
    .set({ retire_at: now + longestUrlLife(studio.config.urlTtlSeconds) * 1000 })
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
      plan_key: title.plan_key,
      plan_hash: title.plan_hash,
      ladder: title.ladder,
      settings: title.settings,
    })
    .execute();
  await tx
    .insertInto('version_files')
    .values([...files])
    .execute();
  await keepFiles(tx, [manifest], title.id);
  if (complete) await dropOutputs(tx, title.id);
  const artwork = (await artworkOf(tx, [title.id])).get(title.id);
  const payload = {
    id: title.id,
    name: title.name,
    addedAt: isoTime(title.added_at),
    presentation,
    complete,
    ...(artwork === undefined ? {} : { artwork }),
  };
  await studio.tell(tx, { type: titleEncoded.type, topic: titleEncoded.topic, key: title.id, payload });
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

/** Everything that the version stands on, so that the store can be checked without the tables. */
function storeManifest(
  studio: Studio,
  { title, complete, presentation, files }: Omit<ReadyVersion, 'plan' | 'manifest'>,
): Promise<StoredFile> {
  const manifest = {
    title: title.id,
    name: title.name,
    version: presentation.version,
    complete,
    source: { key: title.source_key, hash: title.source_hash },
    plan: { key: title.plan_key, hash: title.plan_hash },
    files: files.map(({ rendition, file, key, hash, bytes }) => ({ rendition, file, key, hash, bytes })),
    presentation,
  };
  const body = new TextEncoder().encode(canonicalJson(manifest));
  return storeFile(studio, { kind: 'manifest', title: title.id }, body);
}
