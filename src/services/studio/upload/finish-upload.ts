import { studioErrors } from '../errors.ts';
import { hashOf } from '../hashing.ts';
import type { Locks } from '../locks.ts';
import { saidOf } from '../metadata/said-of.ts';
import { replaceByUpload } from '../replace/replace-by-upload.ts';
import type { Studio, Tx } from '../studio.ts';
import type { UploadRow } from '../tables.ts';
import { addSource } from './add-source.ts';
import { batchName } from './batch-name.ts';
import type { RunningHashes } from './running-hashes.ts';
import { uploadRow } from './upload-rows.ts';

export interface FinishedUpload {
  readonly title: string;
  readonly already: boolean;
}

/**
 * Makes a title of an upload whose every byte has arrived. May be done again at any time: each step sees what has
 * been done. Resolves to the title, and whether the same file had come before. Errors: `studio.upload-unknown`, `studio.busy`, those of objects.
 */
export async function finishUpload(
  studio: Studio,
  id: string,
  { locks, hashes, signal }: { readonly locks: Locks; readonly hashes: RunningHashes; readonly signal: AbortSignal },
): Promise<FinishedUpload> {
  const { sql } = studio;
  const lock = await locks.acquire(`finish:${id}`, { waitMs: 600_000, signal });
  try {
    const row = await uploadRow(sql.db, id);
    if (row.title !== null) return { title: row.title, already: await isOfAnother(studio, row.title, row.key) };
    await joinParts(studio, row);
    const running = hashes.take(id, row.size);
    const hash = running?.hash.digest('hex') ?? (await hashOfObject(studio, row.key));
    const metadata = JSON.parse(row.metadata) as Record<string, string | null>;
    const said = saidOf(studio, { path: metadata.filename ?? '', name: metadata.name?.slice(0, 500) });
    const file = { key: row.key, hash, bytes: row.size };
    const also = async (tx: Tx, title: string) => {
      await lock.check(tx);
      await tx.updateTable('uploads').set({ title }).where('id', '=', id).execute();
    };
    const replaced = await replaceByUpload(studio, { id: metadata.replaces ?? undefined, file, also });
    if (replaced !== undefined) return { title: replaced, already: false };
    const { title, already } = await addSource(
      studio,
      { file, said, ...(metadata.batch?.trim() ? { batch: batchName(metadata.batch) } : {}) },
      {
        also: (tx, added) => also(tx, added.title),
      },
    );
    return { title, already };
  } finally {
    await lock.release();
  }
}

/** An upload that ended earlier: its title was made of another file where this one was there already. */
async function isOfAnother({ sql }: Studio, title: string, key: string): Promise<boolean> {
  const row = await sql.db.selectFrom('titles').select('source_key').where('id', '=', title).executeTakeFirst();
  return row !== undefined && row.source_key !== key;
}

async function joinParts({ objects }: Studio, row: UploadRow): Promise<void> {
  const { key, multipart } = row;
  const whole = await objects.head(key);
  if (whole?.bytes === row.size) {
    // Whoever joined them may have been killed before the parts had gone.
    await objects.multipart.abort(key, multipart);
    return;
  }
  const parts = (await objects.multipart.parts(key, multipart)).filter(({ number }) => number <= row.parts);
  parts.sort((a, b) => a.number - b.number);
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  if (bytes !== row.size) throw studioErrors.error('studio.upload-unknown', { id: row.id });
  await objects.multipart.complete(key, multipart, parts);
}

async function hashOfObject({ objects }: Studio, key: string): Promise<string> {
  const { body } = await objects.get(key);
  return (await hashOf(body)).hash;
}
