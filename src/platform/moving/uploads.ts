import { createHash } from 'node:crypto';
import type { differencesUpTo } from './mover.ts';
import type { Stores } from './objects-in-parts.ts';
import type { Progress } from './progress.ts';

const prefix = 'objects/upload/';

/** Of uploads under way: the old store's ids, and the new one's. */
export const uploadsCarried = (progress: Progress): Promise<ReadonlyMap<string, string>> =>
  progress.all<string>(prefix);

/**
 * Carries what has come of uploads that are under way: their senders go on where they were. Each has another id in the
 * new store, and is known by that one in the tables.
 */
export async function carryUploads({ old, target, progress }: Stores): Promise<void> {
  const known = await uploadsCarried(progress);
  // What was begun by an attempt that was killed before it could put down the id is nobody's.
  const ours = new Set(known.values());
  for (const { key, upload } of await target.multipart.uploads(''))
    if (!ours.has(upload)) await target.multipart.abort(key, upload);
  for (const { key, upload, parts, ...about } of await old.uploads()) {
    let id = known.get(upload);
    if (id === undefined) {
      id = await target.multipart.create(key, about);
      await progress.set(prefix + upload, id);
    }
    const there = new Map((await target.multipart.parts(key, id)).map((part) => [part.number, part.bytes]));
    for (const { number, bytes } of parts) {
      if (there.get(number) === bytes) continue;
      const body = await old.part(upload, number);
      const sha256 = createHash('sha256').update(body).digest('hex');
      await target.multipart.putPart(key, id, { number, body, sha256 });
    }
  }
}

export async function verifyUploads(
  { old, target, progress }: Stores,
  found: ReturnType<typeof differencesUpTo>,
): Promise<void> {
  const known = await uploadsCarried(progress);
  for (const { key, upload, parts } of await old.uploads()) {
    const there = new Map(
      (await target.multipart.parts(key, known.get(upload) ?? '').catch(() => [])).map((part) => [part.number, part]),
    );
    for (const { number, bytes } of parts)
      if (there.get(number)?.bytes !== bytes) found.add(`${key}: part ${number} of its upload under way is missing`);
  }
}
