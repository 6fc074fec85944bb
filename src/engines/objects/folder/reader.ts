import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteRange, ObjectHead, ObjectInfo, Part } from '../index.ts';
import { type About, abouts } from './about.ts';
import { layoutOf } from './layout.ts';
import { listObjects } from './listing.ts';
import { openAt, readAll, streamOf } from './reading.ts';
import { sharedObjects } from './shared.ts';
import { partsIn, type Upload } from './uploads.ts';

/** What lies in a folder of objects that nobody has open. Nothing is written there. */
export interface FolderReader {
  /** As the port's `list`. */
  list(after: string | undefined, limit: number): Promise<readonly ObjectInfo[]>;
  /** What the list does not tell. */
  about(info: ObjectInfo): Promise<About>;
  /** Errors: as the port's `get`. */
  stream(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>;
  read(key: string, range?: ByteRange): Promise<Uint8Array>;
  /** Uploads in parts that are under way. */
  uploads(): Promise<readonly UploadUnderWay[]>;
  part(upload: string, number: number): Promise<Uint8Array>;
}

export interface UploadUnderWay extends Pick<ObjectHead, 'contentType' | 'metadata'> {
  readonly key: string;
  readonly upload: string;
  readonly parts: readonly Part[];
}

/** What is learnt of shared objects is not kept. */
const nowhere = { write: async () => '', place: async () => undefined };

export function readFolderObjects(folder: string): FolderReader {
  const layout = layoutOf(folder);
  const shared = sharedObjects(layout, nowhere);
  const known = abouts(layout, nowhere);
  const opened = (key: string, range?: ByteRange) =>
    openAt(layout.pathOf(key), key, { range, check: (handle) => shared.check(key, handle) });

  return {
    list: (after, limit) => listObjects(layout.root, { prefix: '', after, limit }),
    about: (info) => known.read(info),
    stream: async (key, range) => streamOf(await opened(key, range)),
    read: async (key, range) => readAll(await opened(key, range)),
    async uploads() {
      const names = await readdir(layout.uploads).catch(() => []);
      const found: UploadUnderWay[] = [];
      for (const upload of names) {
        const text = await readFile(join(layout.uploads, upload, 'upload.json'), 'utf8').catch(() => undefined);
        if (text === undefined) continue;
        const { key, about = { metadata: {} } } = JSON.parse(text) as Upload;
        found.push({ key, upload, ...about, parts: await partsIn(join(layout.uploads, upload)) });
      }
      return found;
    },
    async part(upload, number) {
      return readAll(await openAt(join(layout.uploads, upload, `part-${number}`), upload));
    },
  };
}
