import { constants, copyFile, link, open, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openOwnFolder, type Path, pathText, sweepOwnFolders } from '../../../host/index.ts';
import { type Random, toHex } from '../../../kit/index.ts';
import { objectsErrors } from '../errors.ts';
import type { ObjectBody } from '../index.ts';
import { type Layout, makeFolder, syncFolder } from './layout.ts';

/** Makes files whole before anybody can see them. */
export interface Drafts {
  /** Writes the body to a draft, durably. The draft is gone again where that fails. Errors: `objects.full`. */
  write(body: ObjectBody | AsyncIterable<Uint8Array>): Promise<string>;
  /** A draft with the bytes of a file of this machine. Errors: `objects.full`, `objects.no-such-file`. */
  takeIn(path: Path): Promise<string>;
  /** Gives a draft its name, replacing what has it. Durable when it resolves. Errors: `objects.bad-key`. */
  place(draft: string, path: string): Promise<void>;
  /** Takes away a draft that gets no name. */
  drop(draft: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens this process's own folder of drafts, and takes away those of processes that are gone. */
export async function openDrafts(layout: Layout, random: Random): Promise<Drafts> {
  await makeFolder(layout.drafts);
  await sweepOwnFolders(layout.drafts);
  const mine = await openOwnFolder(layout.drafts);

  async function drafted(fill: (draft: string) => Promise<void>): Promise<string> {
    const draft = join(mine.path, toHex(random.bytes(12)));
    try {
      await fill(draft);
      return draft;
    } catch (error) {
      await rm(draft, { force: true });
      throw asFull(error);
    }
  }

  return {
    write: (body) => drafted((draft) => writeDurably(draft, body)),
    takeIn: (path) => drafted((draft) => shareOrCopy(path, draft)),
    async place(draft, path) {
      try {
        await intoPlace(draft, path);
      } catch (error) {
        throw asFull(error);
      } finally {
        // Also where draft and object were one file already: a rename between two names of it does nothing.
        await rm(draft, { force: true });
      }
    },
    drop: (draft) => rm(draft, { force: true }),
    close: () => mine.release(),
  };
}

async function writeDurably(draft: string, body: ObjectBody | AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(draft, 'wx', 0o600);
  try {
    if (body instanceof Uint8Array) await handle.writeFile(body);
    else for await (const bytes of body) await handle.appendFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/**
 * Shares blocks where the file system can (a later change of the original is not seen), else shares the file by a
 * second name, else copies.
 */
async function shareOrCopy(path: Path, draft: string): Promise<void> {
  const source = await realpath(path, { encoding: 'buffer' }).catch((error: NodeJS.ErrnoException) => {
    throw objectsErrors.error(
      'objects.no-such-file',
      { path: pathText(path), why: error.code ?? error.message },
      error,
    );
  });
  const shared =
    (await succeeds(copyFile(source, draft, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL))) ||
    (await succeeds(link(source, draft)));
  if (!shared) await copyFile(source, draft, constants.COPYFILE_EXCL);
  const handle = await open(draft, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function succeeds(attempt: Promise<void>): Promise<boolean> {
  return attempt.then(
    () => true,
    () => false,
  );
}

async function intoPlace(draft: string, path: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await makeFolder(dirname(path));
      await rename(draft, path);
      return await syncFolder(dirname(path));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Somebody deleted the last object beside it, and the folder with it.
      if (code === 'ENOENT' && attempt < 10) continue;
      if (code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENOTEMPTY' || code === 'EEXIST') {
        throw objectsErrors.error(
          'objects.bad-key',
          { key: path, why: 'it is part of another key, or another of it' },
          error,
        );
      }
      throw error;
    }
  }
}

export function asFull(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
    ? objectsErrors.error('objects.full', {}, error)
    : error;
}
