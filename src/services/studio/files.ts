import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ObjectBody } from '../../engines/objects/index.ts';
import type { Path } from '../../host/index.ts';
import { studioErrors } from './errors.ts';
import { hashed } from './hashing.ts';
import type { Studio, Tx } from './studio.ts';
import type { FileKind } from './tables.ts';

/** An object that lies in the store, and what it holds. */
export interface StoredFile {
  readonly key: string;
  /** SHA-256, hex. */
  readonly hash: string;
  readonly bytes: number;
}

export interface NewFile {
  readonly kind: FileKind;
  /** Null for what belongs to no title yet. */
  readonly title: string | null;
}

/**
 * Stores bytes under a key of their own. The row comes first, so a crash leaves nothing that the sweep cannot find.
 * Keys are never used twice: what has been found useless can never come into use again while it is being deleted.
 * The file stays `intended` until `keepFiles`. Errors: those of `objects.put`.
 */
export async function storeFile(studio: Studio, file: NewFile, body: ObjectBody): Promise<StoredFile> {
  const { body: passing, seen } = hashed(body);
  const key = await withIntent(studio, file, (newKey) => studio.objects.put(newKey, passing));
  return { key, ...seen() };
}

/**
 * Takes in a file of this machine; its hash is known. Where the store is somewhere else its bytes go there, and are refused
 * if they are others. Otherwise as `storeFile`. Errors: `objects.checksum-mismatch`.
 */
export async function takeInFile(
  studio: Studio,
  file: NewFile,
  { path, hash }: { readonly path: Path; readonly hash: string },
): Promise<string> {
  const { takeIn, put } = studio.objects;
  const store = (key: string) => (takeIn ? takeIn(key, path) : put(key, streamOfFile(path), { sha256: hash }));
  return withIntent(studio, file, store);
}

function streamOfFile(path: Path): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(path, { highWaterMark: 1 << 20 })) as ReadableStream<Uint8Array>;
}

/** Puts stored files to use. Errors: `studio.intent-lost`. */
export async function keepFiles(tx: Tx, files: readonly StoredFile[], title: string | null): Promise<void> {
  for (const { key, hash, bytes } of files) {
    const { numUpdatedRows } = await tx
      .updateTable('files')
      .set({ state: 'kept', title, hash, bytes, expires_at: null })
      .where('key', '=', key)
      .where('state', '<>', 'doomed')
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw studioErrors.error('studio.intent-lost', { key });
  }
}

/** From now on nobody needs these; `deleteDoomed` takes them off the store. */
export async function doomFiles(tx: Tx, keys: readonly string[]): Promise<void> {
  for (let from = 0; from < keys.length; from += 500) {
    await tx
      .updateTable('files')
      .set({ state: 'doomed', expires_at: null })
      .where('key', 'in', keys.slice(from, from + 500))
      .execute();
  }
}

/** What was being stored is of no use after all. What was put to use in the meantime stays. */
export async function abandonFiles(tx: Tx, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx
    .updateTable('files')
    .set({ state: 'doomed', expires_at: null })
    .where('key', 'in', keys)
    .where('state', '=', 'intended')
    .execute();
}

/** Deletes what is doomed: the object first, so that a crash leaves the row to try again by. */
export async function deleteDoomed(studio: Studio): Promise<number> {
  let deleted = 0;
  for (;;) {
    const rows = await studio.sql.db
      .selectFrom('files')
      .select('key')
      .where('state', '=', 'doomed')
      .limit(500)
      .execute();
    if (rows.length === 0) return deleted;
    const keys = rows.map(({ key }) => key);
    await studio.objects.delete(keys);
    await studio.sql.db.deleteFrom('files').where('key', 'in', keys).execute();
    deleted += keys.length;
  }
}

function newKey(studio: Studio, { kind, title }: NewFile): string {
  const id = studio.makeId();
  if (kind === 'source') return `sources/${id}`;
  if (kind === 'tail') return `tails/${id}`;
  return `titles/${title ?? 'none'}/${kind}/${id}`;
}

async function withIntent(studio: Studio, file: NewFile, store: (key: string) => Promise<unknown>): Promise<string> {
  const { sql, clock, config } = studio;
  const key = newKey(studio, file);
  const expires_at = clock.now() + config.intentMs;
  await sql.db
    .insertInto('files')
    .values({ ...file, key, hash: null, bytes: null, state: 'intended', expires_at })
    .execute();
  const done = new AbortController();
  const renewing = renewIntent(studio, key, done.signal);
  try {
    await store(key);
    return key;
  } catch (error) {
    await abandonFiles(sql.db, [key]);
    throw error;
  } finally {
    done.abort();
    await renewing;
  }
}

async function renewIntent(studio: Studio, key: string, done: AbortSignal): Promise<void> {
  const { sql, clock, config, logger } = studio;
  for (;;) {
    try {
      await clock.sleep(config.intentMs / 3, done);
    } catch {
      return;
    }
    try {
      await sql.db
        .updateTable('files')
        .set({ expires_at: clock.now() + config.intentMs })
        .where('key', '=', key)
        .where('state', '=', 'intended')
        .execute();
    } catch (error) {
      logger.warn('could not renew the intent of a file being stored', { key, error });
    }
  }
}
