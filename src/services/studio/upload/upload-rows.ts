import { studioErrors } from '../errors.ts';
import { doomFiles } from '../files.ts';
import type { Studio, Tx } from '../studio.ts';
import type { UploadRow } from '../tables.ts';
import { inWords } from '../work/disk.ts';

/** Errors: `studio.upload-unknown`. */
export async function uploadRow(tx: Tx, id: string): Promise<UploadRow> {
  const row = await tx.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw studioErrors.error('studio.upload-unknown', { id });
  return row;
}

/** That there is no room for so many bytes. Answered before the disk is full: tables need some of it. */
export function noRoom(studio: Pick<Studio, 'disk'>, bytes: number): Error {
  const room = inWords(Math.max(0, studio.disk.room()));
  return studioErrors.error('studio.no-room', { wanted: inWords(bytes), room });
}

/** Of the pieces that have not made a whole part, in order. */
export function tailKeys({ tail_key }: Pick<UploadRow, 'tail_key'>): readonly string[] {
  return tail_key?.split(',') ?? [];
}

/** S3 joins no more. */
const mostParts = 10_000;
const megabyte = 2 ** 20;

/** How large the parts of an upload are: larger where it would have too many, since one is held in memory. */
export function partBytes(size: number, usual: number): number {
  return Math.max(usual, Math.ceil(size / mostParts / megabyte) * (size > usual * mostParts ? megabyte : 0));
}

/**
 * Begins an upload: its row, and its place in the store. The same `id` again is the same upload.
 * Errors: `request.token-conflict` is for the caller to tell.
 */
export async function createUpload(
  studio: Studio,
  upload: { readonly id: string; readonly size: number; readonly metadata: Readonly<Record<string, string | null>> },
): Promise<UploadRow> {
  const { sql, objects, clock, config } = studio;
  const { id, size } = upload;
  const there = await sql.db.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
  if (there !== undefined) return there;
  // Parts lie beside the whole while they are joined.
  const wanted = size > config.partBytes ? 2 * size : size;
  if (wanted > studio.disk.room()) throw noRoom(studio, wanted);
  const key = `sources/${id}`;
  const multipart = await objects.multipart.create(key);
  const now = clock.now();
  const row: UploadRow = {
    id,
    key,
    multipart,
    size,
    received: 0,
    parts: 0,
    part_bytes: partBytes(size, config.partBytes),
    tail_key: null,
    tail_bytes: 0,
    metadata: JSON.stringify(upload.metadata),
    created_at: now,
    touched_at: now,
    title: null,
  };
  await sql.transaction(async (tx) => {
    await tx.insertInto('uploads').values(row).execute();
    // Kept while the upload is there: what was acknowledged must outlast any time between its stages.
    const file = { key, kind: 'source' as const, title: null, hash: null, bytes: null, expires_at: null };
    await tx
      .insertInto('files')
      .values({ ...file, state: 'kept' })
      .execute();
  });
  return row;
}

/**
 * Ends an upload and takes away what it stored, unless a title has it now. Nothing happens where something has come of
 * it since the row was read, or somebody else has ended it.
 */
export async function endUpload(studio: Studio, row: UploadRow): Promise<void> {
  const ended = await studio.sql.transaction(async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('uploads')
      .where('id', '=', row.id)
      .where('multipart', '=', row.multipart)
      .where('touched_at', '=', row.touched_at)
      .where('received', '=', row.received)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) return false;
    await doomFiles(tx, [...tailKeys(row), ...((await isSource(tx, row.key)) ? [] : [row.key])]);
    return true;
  });
  // Parts that stay behind where this ends here go with the strays.
  if (ended && row.title === null) await studio.objects.multipart.abort(row.key, row.multipart);
}

/** True for the file of a title's film, and of one that stands back while another is made ready. */
async function isSource(tx: Tx, key: string): Promise<boolean> {
  const title = await tx
    .selectFrom('titles')
    .select('id')
    .where((eb) => eb.or([eb('source_key', '=', key), eb('replacing', 'like', `%"${key}"%`)]))
    .executeTakeFirst();
  return title !== undefined;
}
