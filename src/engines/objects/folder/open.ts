import { type FileHandle, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { spaceAt } from '../../../host/index.ts';
import type { Clock, Random } from '../../../kit/index.ts';
import { objectsErrors } from '../errors.ts';
import type { ByteRange, ObjectInfo, Objects, PutOptions } from '../index.ts';
import { checkMetadata } from '../limits.ts';
import { type About, abouts as openAbouts } from './about.ts';
import { mustBe } from './checksum.ts';
import { openDrafts } from './drafts.ts';
import { dropEmptyFolders, layoutOf, makeFolder } from './layout.ts';
import { listObjects } from './listing.ts';
import { infoOf, openAt, readAll, streamOf } from './reading.ts';
import { sharedObjects } from './shared.ts';
import { inTurn } from './turns.ts';
import { folderUploads } from './uploads.ts';

export interface FolderObjectsOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
}

type Placing = About & { readonly [Condition in 'ifAbsent' | 'ifMatch']: PutOptions[Condition] | undefined };

/** Objects as files of a folder. Several processes may have it open. */
export async function openFolderObjects({ folder, clock, random }: FolderObjectsOptions): Promise<Objects> {
  const layout = layoutOf(folder);
  await makeFolder(layout.root);
  await makeFolder(layout.uploads);
  const drafts = await openDrafts(layout, random);
  const shared = sharedObjects(layout, drafts);
  const abouts = openAbouts(layout, drafts);
  const turn = inTurn(layout, clock);
  const checked = (key: string, range: ByteRange | undefined) => ({
    range,
    check: (handle: FileHandle) => shared.check(key, handle),
  });

  async function infoAt(key: string): Promise<ObjectInfo | undefined> {
    const found = await stat(layout.pathOf(key), { bigint: true }).catch(() => undefined);
    return found?.isFile() ? infoOf(key, found) : undefined;
  }

  /** Gives a draft its key, and what is known of it its place; what was known of the object before it goes. */
  async function place(key: string, draft: string, about: About = { metadata: {} }): Promise<ObjectInfo> {
    const before = await infoAt(key);
    const info = infoOf(key, await stat(draft, { bigint: true }));
    await abouts.write(info, about);
    await drafts.place(draft, layout.pathOf(key));
    if (before !== undefined && before.etag !== info.etag) await abouts.forget(before);
    return info;
  }

  async function placeIf(key: string, draft: string, { ifAbsent, ifMatch, ...about }: Placing): Promise<ObjectInfo> {
    try {
      const there = await infoAt(key);
      const fits = ifAbsent ? there === undefined : there?.etag === ifMatch;
      if (!fits) throw objectsErrors.error('objects.precondition-failed', { key });
      await shared.forget(key);
      return await place(key, draft, about);
    } finally {
      await drafts.drop(draft);
    }
  }

  return {
    async put(key, body, { metadata = {}, ...options } = {}) {
      const { ifAbsent, ifMatch, ...about } = { metadata, ...options };
      layout.pathOf(key);
      checkMetadata(metadata, about.contentType);
      const draft = await drafts.write(mustBe(body, { key, sha256: about.sha256 }));
      if (ifAbsent || ifMatch !== undefined)
        return turn(key, () => placeIf(key, draft, { ifAbsent, ifMatch, ...about }));
      await shared.forget(key);
      return place(key, draft, about);
    },
    async get(key, range) {
      const opened = await openAt(layout.pathOf(key), key, checked(key, range));
      return { info: opened.info, body: streamOf(opened) };
    },
    read: async (key, range) => readAll(await openAt(layout.pathOf(key), key, checked(key, range))),
    async head(key) {
      const info = await infoAt(key);
      return info && { ...info, ...(await abouts.read(info)) };
    },
    async delete(keys) {
      for (const key of keys) {
        const path = layout.pathOf(key);
        const info = await infoAt(key);
        await rm(path, { force: true });
        await shared.forget(key);
        if (info !== undefined) await abouts.forget(info);
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
    multipart: folderUploads(layout, { drafts, clock, random, place }),
    close: () => drafts.close(),
  };
}
