import { versionRetired } from '../../../contracts/index.ts';
import { keysOfRendition } from '../assemble/rendition-keys.ts';
import { doomFiles } from '../files.ts';
import { dropPlanUnlessUsed } from '../plan/drop-plan.ts';
import type { Studio, Tx } from '../studio.ts';

interface TitleVersion {
  readonly id: string;
  readonly version: string;
}

/** Takes away superseded versions whose last signed address has expired, and files that no other version shares. */
export async function retireVersions(studio: Studio): Promise<void> {
  const { sql, clock } = studio;
  const due = await sql.db
    .selectFrom('versions')
    .select(['title', 'version'])
    .where('retire_at', '<=', clock.now())
    .execute();
  for (const { title, version } of due) await sql.transaction((tx) => retire(studio, tx, { id: title, version }));
}

async function retire(studio: Studio, tx: Tx, of: TitleVersion): Promise<void> {
  const { id, version } = of;
  const title = await studio.sql.lock(tx, 'titles', { id });
  const row = await tx
    .selectFrom('versions')
    .select(['manifest_key', 'plan_key'])
    .where('title', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined) return;
  const files = tx.selectFrom('version_files').select('key').where('title', '=', id);
  const mine = await files.where('version', '=', version).execute();
  const added = await tx
    .selectFrom('added_texts')
    .select(['media_key', 'playlist_key'])
    .where('title', '=', id)
    .execute();
  // What the title's plan has made may be on its way into the next version.
  const planned = tx.selectFrom('renditions').selectAll().where('title', '=', id);
  const making = await planned.where('plan', '=', title?.plan_hash ?? '').execute();
  const shared = new Set<string | null>([
    ...(await files.where('version', '<>', version).execute()).map(({ key }) => key),
    ...making.flatMap(keysOfRendition),
    ...added.flatMap(({ media_key, playlist_key }) => [media_key, playlist_key]),
  ]);
  const unshared = mine.map(({ key }) => key).filter((key) => !shared.has(key));
  if (unshared.length > 0) {
    await tx
      .deleteFrom('renditions')
      .where('title', '=', id)
      .where((eb) => eb.or([eb('media_key', 'in', unshared), eb('playlist_key', 'in', unshared)]))
      .execute();
  }
  await doomFiles(tx, [row.manifest_key, ...unshared]);
  await tx.deleteFrom('version_files').where('title', '=', id).where('version', '=', version).execute();
  await tx.deleteFrom('versions').where('title', '=', id).where('version', '=', version).execute();
  if (row.plan_key !== null) await dropPlanUnlessUsed(tx, row.plan_key);
  await tellRetired(studio, tx, of);
}

/** Tells that no address of a version is valid any more. */
export async function tellRetired(studio: Studio, tx: Tx, { id, version }: TitleVersion): Promise<void> {
  const { type, topic } = versionRetired;
  await studio.tell(tx, { type, topic, key: id, payload: { id, version } });
}
