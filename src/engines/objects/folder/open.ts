import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Random } from '../../../kit/index.ts';
import type { Objects } from '../index.ts';
import { syncFolder } from './file-system.ts';
import { infoOf } from './info.ts';
import { checkKey } from './key.ts';
import { ignoreAbsent, list } from './listing.ts';
import { folderMultipart } from './multipart.ts';
import { makeTemp, place, type Store, writeBody } from './placing.ts';
import { readStream, readWhole } from './reading.ts';
import { remove } from './removing.ts';
import { stampMaker } from './stamp.ts';
import { takeIn } from './taking-in.ts';
import { openTemp } from './temp.ts';

export interface FolderOptions {
  /** Absolute path; made where it is missing. Holds `objects/`, `uploads/` and `temp/`, all in one file system. */
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** The longest page that S3 gives. */
const pageLimit = 1000;

/**
 * The objects port in a folder: each object a file at its key. A file is written in `temp/`, synced, then renamed to
 * its key. What dead processes left in `temp/` is swept here. Keys that differ only in case are one object on file
 * systems that do not tell case apart.
 */
export async function openFolderObjects({ folder, clock, random }: FolderOptions): Promise<Objects> {
  const [objects, uploads, temp] = [join(folder, 'objects'), join(folder, 'uploads'), join(folder, 'temp')];
  for (const path of [objects, uploads, temp]) await mkdir(path, { recursive: true });
  await syncFolder(folder);
  const stamp = stampMaker(clock, random);
  const store: Store = { objects, uploads, temp: await openTemp(temp, { clock, random }), stamp };

  return {
    async put(key, body) {
      checkKey(key);
      return place(store, key, await makeTemp(store, (path) => writeBody(store, path, body)));
    },
    async get(key, range) {
      checkKey(key);
      return readStream(join(objects, key), key, range);
    },
    async read(key, range) {
      checkKey(key);
      return readWhole(join(objects, key), key, range);
    },
    async head(key) {
      checkKey(key);
      const stats = await stat(join(objects, key), { bigint: true }).catch(ignoreAbsent);
      return stats?.isFile() === true ? infoOf(key, stats) : undefined;
    },
    async delete(keys) {
      for (const key of keys) checkKey(key);
      await remove(objects, keys);
    },
    list: (prefix, { after = '', limit = pageLimit } = {}) => list(objects, { prefix, after, limit }),
    async takeIn(key, path) {
      checkKey(key);
      return takeIn(store, key, path);
    },
    multipart: folderMultipart(store, random, () => clock.now()),
    close: () => store.temp.close(),
  };
}
