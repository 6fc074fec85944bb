import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { discFilmPath, wireErrors } from '../../../contracts/index.ts';
import { type Path, pathText, wordPath } from '../../../host/index.ts';
import { hasCode } from '../../../kit/index.ts';
import { keepPicture } from '../art/give-picture.ts';
import { sendTickets } from '../encode/tickets.ts';
import { studioErrors } from '../errors.ts';
import { abandonFiles, doomFiles, keepFiles, type StoredFile, storeFile, takeInFile } from '../files.ts';
import { hashOf } from '../hashing.ts';
import { takeBeside } from '../metadata/beside.ts';
import { saidOf } from '../metadata/said-of.ts';
import { answered } from '../once.ts';
import type { Studio } from '../studio.ts';
import { keepText } from '../texts/added-texts.ts';
import { type AddedSource, addExisting, addSource } from './add-source.ts';
import { batchName } from './batch-name.ts';
import { discFilm, isDisc, joined } from './disc.ts';

export interface FileToAdd {
  readonly path: string;
  readonly name?: string | undefined;
}

/**
 * Takes in a file of this machine, with what lies beside it. The same bytes twice are one title.
 * Errors: `studio.no-such-file`, `studio.not-a-file`, `studio.empty-file`, `studio.unreadable-file`,
 * `studio.remote-file`, `studio.file-changed`, `studio.no-disc-film`, `request.invalid`, `objects.full`.
 */
export async function addFile(
  studio: Studio,
  file: FileToAdd,
  { token, signal }: { readonly token: string | undefined; readonly signal: AbortSignal },
): Promise<AddedSource> {
  const request = { call: 'addFile', path: file.path, name: file.name ?? null };
  const before = await answered<{ title: string; already: boolean }>(studio, { token, request });
  if (before !== undefined) return before;
  const path = wordPath(file.path);
  studio.logger.info('taking in a film', { step: 'take-in', path: file.path });
  const isJoined = await isDisc(path);
  const known = isJoined ? undefined : await measure(path, signal);
  const there = known === undefined ? undefined : await addExisting(studio, known.hash, { token, request });
  if (known !== undefined && there !== undefined) {
    await mendSource(studio, there.title, { path, known });
    return there;
  }
  const stored = known === undefined ? await joinDisc(studio, path, signal) : await takeInMeasured(studio, path, known);
  const shown = isJoined ? discFilmPath(pathText(path)) : pathText(path);
  const beside = await takeBeside(studio, shown);
  const said = saidOf(studio, { path: shown, name: file.name, nfo: beside.said });
  try {
    const source = { file: stored, said, asides: beside.findings, batch: batchName(dirname(shown)) };
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
export async function takeInMeasured(
  studio: Studio,
  path: Path,
  { hash, bytes, mtimeMs }: Measured,
): Promise<StoredFile> {
  const key = await takeInFile(studio, { kind: 'source', title: null }, { path, hash }).catch((error: unknown) => {
    throw hasCode(error, 'objects.checksum-mismatch') ? changed(path) : error;
  });
  if (await unchanged(path, { bytes, mtimeMs })) return { key, hash, bytes };
  await abandonFiles(studio.sql.db, [key]);
  throw changed(path);
}

/** A film in several files becomes one as it is stored. */
async function joinDisc(studio: Studio, folder: Path, signal: AbortSignal): Promise<StoredFile> {
  const files = await discFilm(folder);
  const [only] = files;
  if (only !== undefined && files.length === 1) return takeInMeasured(studio, only, await measure(only, signal));
  return storeFile(studio, { kind: 'source', title: null }, joined(files, signal));
}

/**
 * Where a title's source shares its bytes with a file that was written to since, the same bytes come in its place: so
 * what could not be gone on with can be taken up again.
 */
async function mendSource(
  studio: Studio,
  title: string,
  { path, known }: { readonly path: Path; readonly known: Measured },
): Promise<void> {
  const row = await studio.sql.db.selectFrom('titles').select('source_key').where('id', '=', title).executeTakeFirst();
  const spoilt = row?.source_key ?? undefined;
  if (spoilt === undefined) return;
  const probe = studio.objects.read(spoilt, { first: 0, last: 0 });
  const isSpoilt = await probe.then(
    () => false,
    (error: unknown) => hasCode(error, 'objects.changed'),
  );
  if (!isSpoilt) return;
  const stored = await takeInMeasured(studio, path, known);
  await studio.sql.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('titles')
      .set({ source_key: stored.key })
      .where('id', '=', title)
      .where('source_key', '=', spoilt)
      .executeTakeFirstOrThrow();
    // Another film has taken its place meanwhile.
    if (numUpdatedRows === 0n) return doomFiles(tx, [stored.key]);
    await keepFiles(tx, [stored], title);
    await doomFiles(tx, [spoilt]);
  });
}

export interface Measured {
  readonly hash: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** Errors: `studio.no-such-file`, `studio.not-a-file`, `studio.empty-file`, `studio.unreadable-file`, `studio.remote-file`. */
export async function measure(path: Path, signal: AbortSignal): Promise<Measured> {
  const shown = pathText(path);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(shown)) throw studioErrors.error('studio.remote-file', { path: shown });
  if (!isAbsolute(shown)) {
    throw wireErrors.error('request.invalid', { why: `the path ${shown} must begin at the root of the file system` });
  }
  const file = await openToRead(path);
  try {
    const { size, mtimeMs } = await file.stat();
    const { hash, bytes } = await hashOf(
      createReadStream(path, { fd: file, autoClose: false, signal, highWaterMark: 1 << 20 }),
    );
    if (bytes !== size) throw changed(path);
    return { hash, bytes, mtimeMs };
  } finally {
    await file.close();
  }
}

async function openToRead(named: Path): Promise<FileHandle> {
  const path = pathText(named);
  try {
    const about = await stat(named);
    if (!about.isFile()) throw studioErrors.error('studio.not-a-file', { path });
    if (about.size === 0) throw studioErrors.error('studio.empty-file', { path });
    return await open(named, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENAMETOOLONG') {
      throw studioErrors.error('studio.no-such-file', { path }, error);
    }
    if (code === 'EACCES' || code === 'EPERM') throw studioErrors.error('studio.unreadable-file', { path }, error);
    throw error;
  }
}

async function unchanged(path: Path, known: Pick<Measured, 'bytes' | 'mtimeMs'>): Promise<boolean> {
  const about = await stat(path).catch(() => undefined);
  return about?.size === known.bytes && about.mtimeMs === known.mtimeMs;
}

function changed(path: Path): Error {
  return studioErrors.error('studio.file-changed', { path: pathText(path) });
}
