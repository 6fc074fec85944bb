import { doomFiles } from '../files.ts';
import type { Studio, Tx } from '../studio.ts';
import { tellRetired } from './retire-versions.ts';

/** Takes away removed titles whose time has come: rows, files, and word of each version. Resolves to their ids. */
export async function purgeTitles(studio: Studio): Promise<readonly string[]> {
  const { sql, clock } = studio;
  const due = await sql.db
    .selectFrom('titles')
    .select('id')
    .where('state', '=', 'removed')
    .where('purge_at', '<=', clock.now())
    .execute();
  for (const { id } of due) await sql.transaction((tx) => purge(studio, tx, id));
  return due.map(({ id }) => id);
}

async function purge(studio: Studio, tx: Tx, id: string): Promise<void> {
  // Whoever brought it back meanwhile has it back; whoever purged it has told of it.
  const row = await studio.sql.lock(tx, 'titles', { id });
  if (row?.state !== 'removed' || Number(row.purge_at) > studio.clock.now()) return;
  const versions = await tx.selectFrom('versions').select('version').where('title', '=', id).execute();
  for (const { version } of versions) await tellRetired(studio, tx, { id, version });
  const files = await tx
    .selectFrom('files')
    .select('key')
    .where('title', '=', id)
    .where('state', '=', 'kept')
    .execute();
  await doomFiles(
    tx,
    files.map(({ key }) => key),
  );
  await tx.deleteFrom('version_files').where('title', '=', id).execute();
  await tx.deleteFrom('versions').where('title', '=', id).execute();
  await tx.deleteFrom('renditions').where('title', '=', id).execute();
  await tx.deleteFrom('art').where('title', '=', id).execute();
  await tx.deleteFrom('artwork').where('title', '=', id).execute();
  await tx.deleteFrom('outputs').where('title', '=', id).execute();
  await tx.deleteFrom('measures').where('title', '=', id).execute();
  await tx.deleteFrom('added_texts').where('title', '=', id).execute();
  // Encoders that still hold a lease hear that their job was cancelled; `forgetCancelledJobs` takes these rows.
  await tx
    .deleteFrom('jobs')
    .where('title', '=', id)
    .where((eb) => eb.or([eb('state', '<>', 'cancelled'), eb('lease', 'is', null)]))
    .execute();
  await tx.deleteFrom('titles').where('id', '=', id).execute();
}

/** Cancelled jobs of titles that are gone, once nobody can hold a lease on them any more. */
export async function forgetCancelledJobs({ sql, clock, config }: Studio): Promise<void> {
  const rows = await sql.db
    .selectFrom('jobs')
    .leftJoin('titles', 'titles.id', 'jobs.title')
    .select('jobs.id')
    .where('jobs.state', '=', 'cancelled')
    .where('jobs.lease_until', '<', clock.now() - config.leaseMs)
    .where('titles.id', 'is', null)
    .limit(500)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await sql.db.deleteFrom('jobs').where('id', 'in', ids).execute();
}
