import { createHash } from 'node:crypto';
import type { FolderReader } from '../../engines/objects/folder/reader.ts';
import type { Metadata, Objects, Part } from '../../engines/objects/index.ts';
import { hasCode } from '../../kit/index.ts';
import type { Progress } from './progress.ts';

export interface Stores {
  readonly old: FolderReader;
  readonly target: Objects;
  readonly progress: Progress;
}

export interface LargeObject {
  readonly key: string;
  readonly bytes: number;
  readonly kept: { readonly contentType?: string; readonly metadata?: Metadata };
}

const megabyte = 1024 * 1024;
const usualPart = 16 * megabyte;
const mostParts = 9_000;

/** Puts a large object part by part; goes on with what an earlier attempt put, if it was killed. */
export async function putInParts({ old, target, progress }: Stores, { key, bytes, kept }: LargeObject): Promise<void> {
  const note = `objects/parts/${key}`;
  const partBytes = Math.max(usualPart, Math.ceil(bytes / mostParts));
  let upload = await progress.get<string>(note);
  let there = upload === undefined ? undefined : await partsThere(target, key, upload);
  if (upload === undefined || there === undefined) {
    upload = await target.multipart.create(key, kept);
    await progress.set(note, upload);
    there = new Map();
  }
  const parts: Part[] = [];
  for (let number = 1; (number - 1) * partBytes < bytes; number += 1) {
    const first = (number - 1) * partBytes;
    const last = Math.min(bytes, first + partBytes) - 1;
    const known = there.get(number);
    if (known?.bytes === last - first + 1) {
      parts.push(known);
      continue;
    }
    const body = await old.read(key, { first, last });
    const sha256 = createHash('sha256').update(body).digest('hex');
    parts.push(await target.multipart.putPart(key, upload, { number, body, sha256 }));
  }
  await target.multipart.complete(key, upload, parts);
}

/** Undefined where the upload is gone: it was completed, or cleared away. */
async function partsThere(target: Objects, key: string, upload: string): Promise<Map<number, Part> | undefined> {
  try {
    return new Map((await target.multipart.parts(key, upload)).map((part) => [part.number, part]));
  } catch (error) {
    if (hasCode(error, 'objects.no-such-upload')) return undefined;
    throw error;
  }
}
