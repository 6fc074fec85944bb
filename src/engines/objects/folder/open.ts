import { type FileHandle, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { spaceAt } from '../../../host/index.ts';
import type { Clock, Random } from '../../../kit/index.ts';
import { objectsErrors } from '../errors.ts';
import type { ByteRange, ObjectInfo, Objects } from '../index.ts';
import { openDrafts } from './drafts.ts';
import { dropEmptyFolders, layoutOf, makeFolder } from './layout.ts';
import { listObjects } from './listing.ts';
import { infoOf, openAt, readAll, streamOf } from './reading.ts';
import { sharedObjects } from './shared.ts';
import { folderUploads } from './uploads.ts';

export interface FolderObjectsOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** Objects as files of a folder. Several processes may have it open. */
export async function openFolderObjects({ folder, clock, random }: FolderObjectsOptions): Promise<Objects> {
  const layout = layoutOf(folder);
  await makeFolder(layout.root);
  await makeFolder(layout.uploads);
  const drafts = await openDrafts(layout, random);
  const shared = sharedObjects(layout, drafts);
  const checked = (key: string, range: ByteRange | undefined) => ({
    range,
    check: (handle: FileHandle) => shared.check(key, handle),
  });

  async function head(key: string): Promise<ObjectInfo | undefined> {
    const found = await stat(layout.pathOf(key), { bigint: true }).catch(() => undefined);
    return found?.isFile() ? infoOf(key, found) : undefined;
  }

  async function place(key: string, draft: string): Promise<ObjectInfo> {
    await drafts.place(draft, layout.pathOf(key));
    const info = await head(key);
    if (info === undefined) throw objectsErrors.error('objects.not-found', { key });
    return info;
  }

  return {
    async put(key, body) {
      layout.pathOf(key);
      const draft = await drafts.write(body);
      await shared.forget(key);
      return place(key, draft);
    },
    async get(key, range) {
      const opened = await openAt(layout.pathOf(key), key, checked(key, range));
      return { info: opened.info, body: streamOf(opened) };
    },
    read: async (key, range) => readAll(await openAt(layout.pathOf(key), key, checked(key, range))),
    head: async (key) => head(key),
    async delete(keys) {
      for (const key of keys) {
        const path = layout.pathOf(key);
        await rm(path, { force: true });
        await shared.forget(key);
        await dropEmptyFolders(dirname(path), layout.root);
      }
    },
    list: (prefix, { after, limit = 1000 } = {}) => listObjects(layout.root, { prefix, after, limit }),
    async takeIn(key, path) {
      layout.pathOf(key);
      const info = await place(key, await drafts.takeIn(path));
      await shared.remember(key);
      return info;
    },
    space: () => spaceAt(folder),
    multipart: folderUploads(layout, { drafts, clock, random, head }),
    close: () => drafts.close(),
  };
}
