import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, idMaker, type Random } from '../../../kit/index.ts';
import { objectsErrors } from '../errors.ts';
import type { Multipart, ObjectInfo, Part } from '../index.ts';
import { checkKey } from '../key.ts';
import { checkMetadata, checkPartNumber, checkParts } from '../limits.ts';
import type { About } from './about.ts';
import { mustBe } from './checksum.ts';
import type { Drafts } from './drafts.ts';
import { type Layout, makeFolder } from './layout.ts';
import { infoOf, openAt, streamOf } from './reading.ts';

/** What `upload.json` says. */
export interface Upload {
  readonly key: string;
  readonly startedAt: number;
  /** Absent in uploads that an earlier version began. */
  readonly about?: About;
}

export interface UploadsDeps {
  readonly drafts: Drafts;
  readonly clock: Clock;
  readonly random: Random;
  /** Makes an object of a draft. */
  readonly place: (key: string, draft: string, about?: About) => Promise<ObjectInfo>;
}

/** Uploads in parts: a folder each with `upload.json` and a file a part. A part appears whole or not at all. */
export function folderUploads(layout: Layout, { drafts, clock, random, place }: UploadsDeps): Multipart {
  const makeId = idMaker(clock, random);
  const folderOf = (upload: string): string => join(layout.uploads, checkKey(upload));

  async function read(upload: string): Promise<Upload | undefined> {
    return readFile(join(folderOf(upload), 'upload.json'), 'utf8')
      .then(JSON.parse)
      .catch(() => undefined);
  }

  async function check(key: string, upload: string): Promise<Upload> {
    const found = await read(upload);
    if (found?.key !== key) throw objectsErrors.error('objects.no-such-upload', { key, upload });
    return found;
  }

  const partsOf = (upload: string): Promise<readonly Part[]> => partsIn(folderOf(upload));

  async function* joined(upload: string, parts: readonly Part[]): AsyncGenerator<Uint8Array> {
    for (const { number, bytes } of parts) {
      if (bytes === 0) continue;
      yield* streamOf(await openAt(join(folderOf(upload), `part-${number}`), upload));
    }
  }

  return {
    async create(key, { metadata = {}, contentType } = {}) {
      checkKey(key);
      checkMetadata(metadata, contentType);
      const upload = makeId();
      await makeFolder(folderOf(upload));
      const about = { metadata, ...(contentType === undefined ? {} : { contentType }) };
      const text = JSON.stringify({ key, startedAt: clock.now(), about } satisfies Upload);
      const draft = await drafts.write(new TextEncoder().encode(text));
      await drafts.place(draft, join(folderOf(upload), 'upload.json'));
      return upload;
    },
    async putPart(key, upload, { number, body, sha256 }) {
      checkPartNumber(number);
      await check(key, upload);
      const path = join(folderOf(upload), `part-${number}`);
      await drafts.place(await drafts.write(mustBe(body, { key, sha256 })), path);
      const part = await partAt(path, number);
      if (part === undefined) throw objectsErrors.error('objects.no-such-upload', { key, upload });
      return part;
    },
    async parts(key, upload) {
      await check(key, upload);
      return partsOf(upload);
    },
    async complete(key, upload, parts) {
      const { about } = await check(key, upload);
      const there = new Map((await partsOf(upload)).map((part) => [part.number, part]));
      for (const { number, etag } of parts) {
        if (there.get(number)?.etag !== etag) throw objectsErrors.error('objects.part-missing', { key, number });
      }
      const ordered = [...parts].sort((a, b) => a.number - b.number);
      checkParts(key, ordered);
      const [only] = ordered;
      // The parts stay until the object is there, so that a crash in between costs only another try.
      const draft =
        only !== undefined && ordered.length === 1
          ? await drafts.takeIn(join(folderOf(upload), `part-${only.number}`))
          : await drafts.write(joined(upload, ordered));
      const info = await place(key, draft, about);
      await rm(folderOf(upload), { recursive: true, force: true });
      return info;
    },
    async abort(_key, upload) {
      await rm(folderOf(upload), { recursive: true, force: true });
    },
    async uploads(prefix) {
      const names = await readdir(layout.uploads).catch(() => []);
      const found = await Promise.all(names.map(async (upload) => ({ upload, about: await read(upload) })));
      return found.flatMap(({ upload, about }) => (about?.key.startsWith(prefix) ? [{ upload, ...about }] : []));
    },
  };
}

/** The parts in an upload's folder, by number. */
export async function partsIn(folder: string): Promise<readonly Part[]> {
  const names = (await readdir(folder)).filter((name) => /^part-\d+$/.test(name));
  const parts = await Promise.all(names.map((name) => partAt(join(folder, name), Number(name.slice(5)))));
  return parts.filter((part) => part !== undefined).sort((a, b) => a.number - b.number);
}

async function partAt(path: string, number: number): Promise<Part | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  if (found === undefined) return undefined;
  const { etag, bytes } = infoOf(path, found);
  return { number, etag, bytes };
}
