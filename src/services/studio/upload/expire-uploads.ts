import type { Studio } from '../studio.ts';
import { endUpload } from './upload-rows.ts';

/** A multipart upload without a row was cut off as it began; one as young as this may still get its row. */
const strayAfterMs = 3_600_000;

/** Ends uploads that lay untouched for too long, finished or not; a title that came of one stays. */
export async function expireUploads(studio: Studio): Promise<void> {
  const { sql, clock, config } = studio;
  const select = sql.db
    .selectFrom('uploads')
    .selectAll()
    .where('touched_at', '<', clock.now() - config.uploadTtlMs);
  for (const row of await select
    .where((eb) => eb.or([eb('received', '<', eb.ref('size')), eb('title', 'is not', null)]))
    .execute()) {
    await endUpload(studio, row);
  }
}

/** Uploads that have every byte and no title yet: the process ended in between. */
export async function unfinishedUploads(studio: Studio): Promise<readonly string[]> {
  const rows = await studio.sql.db
    .selectFrom('uploads')
    .select('id')
    .where('title', 'is', null)
    .whereRef('received', '=', 'size')
    .execute();
  return rows.map(({ id }) => id);
}

export async function abortStrayParts(studio: Studio): Promise<void> {
  const { sql, objects, clock } = studio;
  for (const stray of await objects.multipart.uploads('sources/')) {
    if (stray.startedAt > clock.now() - strayAfterMs) continue;
    const owner = sql.db.selectFrom('uploads').select('id').where('multipart', '=', stray.upload);
    if ((await owner.executeTakeFirst()) === undefined) await objects.multipart.abort(stray.key, stray.upload);
  }
}
