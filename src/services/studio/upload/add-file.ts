import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { wireErrors } from '../../../contracts/index.ts';
import { keepPicture } from '../art/give-picture.ts';
import { sendTickets } from '../encode/tickets.ts';
import { studioErrors } from '../errors.ts';
import { abandonFiles, type StoredFile, takeInFile } from '../files.ts';
import { hashOf } from '../hashing.ts';
import { takeBeside } from '../metadata/beside.ts';
import { saidOf } from '../metadata/said-of.ts';
import { answered } from '../once.ts';
import type { Studio } from '../studio.ts';
import { keepText } from '../texts/added-texts.ts';
import { type AddedSource, addExisting, addSource } from './add-source.ts';
import { batchName } from './batch-name.ts';

export interface FileToAdd {
  readonly path: string;
  readonly name?: string | undefined;
}

/**
 * Takes in a file of this machine, with what lies beside it. The same bytes twice are one title.
 * Errors: `studio.no-such-file`, `studio.not-a-file`, `studio.empty-file`, `studio.unreadable-file`,
 * `studio.remote-file`, `studio.file-changed`, `request.invalid`, `objects.full`.
 */
export async function addFile(
  studio: Studio,
  file: FileToAdd,
  { token, signal }: { readonly token: string | undefined; readonly signal: AbortSignal },
): Promise<AddedSource> {
  const request = { call: 'addFile', path: file.path, name: file.name ?? null };
  const before = await answered<{ title: string; already: boolean }>(studio, { token, request });
  if (before !== undefined) return before;
  const { path } = file;
  studio.logger.info('taking in a film', { step: 'take-in', path });
  const known = await measure(path, signal);
  const there = await addExisting(studio, known.hash, { token, request });
  if (there !== undefined) return there;
  const stored = await takeInMeasured(studio, path, known);
  const beside = await takeBeside(studio, path);
  const said = saidOf(studio, { path, name: file.name, nfo: beside.said });
  try {
    const source = { file: stored, said, asides: beside.findings, batch: batchName(dirname(path)) };
    const added = await addSource(studio, source, {
      token,
      request,
      async also(tx, { title, already }) {
        if (already) return;
        for (const text of beside.texts) await keepText(tx, title, text);
        for (const picture of beside.pictures) await keepPicture(studio, tx, { id: title, picture, origin: 'beside' });
      },
    });
    if (!added.already) await sendTickets(studio, beside.pictures.length);
    return added;
  } finally {
    // Whatever has not become a title's is of no use.
    await abandonFiles(
      studio.sql.db,
      [...beside.texts, ...beside.pictures].map(({ file }) => file.key),
    );
  }
}

/** Stores a file that was measured, for `keepFiles` to put to use. Errors: `studio.file-changed`, `objects.full`. */
export async function takeInMeasured(studio: Studio, path: string, known: Measured): Promise<StoredFile> {
  const key = await takeInFile(studio, { kind: 'source', title: null }, path);
  if (!(await unchanged(path, known))) {
    await abandonFiles(studio.sql.db, [key]);
    throw studioErrors.error('studio.file-changed', { path });
  }
  return { key, hash: known.hash, bytes: known.bytes };
}

export interface Measured {
  readonly hash: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** Errors: `studio.no-such-file`, `studio.not-a-file`, `studio.empty-file`, `studio.unreadable-file`, `studio.remote-file`. */
export async function measure(path: string, signal: AbortSignal): Promise<Measured> {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) throw studioErrors.error('studio.remote-file', { path });
  if (!isAbsolute(path)) {
    throw wireErrors.error('request.invalid', { why: `the path ${path} must begin at the root of the file system` });
  }
  const file = await openToRead(path);
  try {
    const { size, mtimeMs } = await file.stat();
    const { hash, bytes } = await hashOf(
      createReadStream(path, { fd: file, autoClose: false, signal, highWaterMark: 1 << 20 }),
    );
    if (bytes !== size) throw studioErrors.error('studio.file-changed', { path });
    return { hash, bytes, mtimeMs };
  } finally {
    await file.close();
  }
}

async function openToRead(path: string): Promise<FileHandle> {
  try {
    const about = await stat(path);
    if (!about.isFile()) throw studioErrors.error('studio.not-a-file', { path });
    if (about.size === 0) throw studioErrors.error('studio.empty-file', { path });
    return await open(path, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENAMETOOLONG') {
      throw studioErrors.error('studio.no-such-file', { path }, error);
    }
    if (code === 'EACCES' || code === 'EPERM') throw studioErrors.error('studio.unreadable-file', { path }, error);
    throw error;
  }
}

async function unchanged(path: string, known: Measured): Promise<boolean> {
  const about = await stat(path).catch(() => undefined);
  return about?.size === known.bytes && about.mtimeMs === known.mtimeMs;
}
