import { createHash } from 'node:crypto';
import type { About } from '../../engines/objects/folder/about.ts';
import type { ObjectInfo, Objects } from '../../engines/objects/index.ts';
import { hasCode, type JsonValue, sentenceOf } from '../../kit/index.ts';
import { summed } from './checksum.ts';
import { movingErrors } from './errors.ts';
import { inOrder } from './in-order.ts';
import { differencesUpTo, type Mover } from './mover.ts';
import { putInParts } from './objects-in-parts.ts';
import type { Progress } from './progress.ts';
import type { Source } from './source.ts';
import { carryUploads, verifyUploads } from './uploads.ts';

const lanes = 8;
const page = 500;
const megabyte = 1024 * 1024;
/** Smaller ones are held in memory, and read once. */
const smallBytes = 4 * megabyte;
/** Larger ones go in parts, so that a kill costs one of them. */
const largeBytes = 256 * megabyte;

export interface ObjectsMoverOptions {
  readonly source: Source;
  readonly target: Objects;
  readonly progress: Progress;
}

/** So much is carried again at most where a move is killed; so much counts an object of no bytes. */
const weightAtOnce = 64 * megabyte;
const noteWeight = megabyte / 2;

/** What is put down of each object. */
interface Carried {
  readonly etag: string;
  readonly sha256: string;
  readonly [property: string]: string;
}

/** Every object with what is known of it. The same bytes under the same key may be put any number of times. */
export function objectsMover({ source, target, progress }: ObjectsMoverOptions): Mover {
  const old = source.objects;
  const [place, sums, left] = ['objects/after', 'objects/sum/', 'objects/left/'];

  async function* infos(from?: string): AsyncGenerator<ObjectInfo> {
    for (let after = from; ; ) {
      const found = await old.list(after, page);
      yield* found;
      after = found.at(-1)?.key;
      if (found.length < page) return;
    }
  }

  /** Resolves to the sum of its bytes; undefined where they cannot be read any more. */
  async function carryOne(info: ObjectInfo): Promise<string | undefined> {
    const about = await old.about(info);
    try {
      return await put(info, about);
    } catch (error) {
      if (!hasCode(error, 'objects.changed')) throw error;
      await progress.set(left + info.key, sentenceOf(error));
      return undefined;
    }
  }

  async function put({ key, bytes }: ObjectInfo, { contentType, metadata, sha256 }: About): Promise<string> {
    const kept = { metadata, ...(contentType === undefined ? {} : { contentType }) };
    if (bytes <= smallBytes) {
      const body = bytes === 0 ? new Uint8Array() : await old.read(key);
      const sum = createHash('sha256').update(body).digest('hex');
      await target.put(key, body, { ...kept, sha256: sum });
      return sum;
    }
    const sum = sha256 ?? (await sumOf(await old.stream(key)));
    if (bytes <= largeBytes) {
      // A body that has begun to flow is not sent again by who calls the engine: it is begun anew here.
      for (let tries = 1; ; tries += 1) {
        try {
          await target.put(key, await old.stream(key), { ...kept, sha256: sum });
          return sum;
        } catch (error) {
          if (tries === 5 || hasCode(error, 'objects.changed')) throw error;
        }
      }
    }
    await putInParts({ old, target, progress }, { key, bytes, kept });
    return sum;
  }

  return {
    port: 'objects',
    async refuseTaken() {
      const [found] = await target.list('', { limit: 1 });
      const [upload] = await target.multipart.uploads('');
      const key = found?.key ?? upload?.key;
      if (key !== undefined) throw movingErrors.error('moving.taken', { port: 'objects', what: key });
    },
    async carry(onCarried) {
      let notes: Record<string, JsonValue> = {};
      let weight = 0;
      async function putDown(): Promise<void> {
        await progress.setAll(notes);
        [notes, weight] = [{}, 0];
      }
      await inOrder(infos(await progress.get<string>(place)), {
        atOnce: lanes,
        work: carryOne,
        async done({ key, bytes, etag }, sha256) {
          if (sha256 !== undefined) notes[sums + key] = { etag, sha256 };
          notes[place] = key;
          weight += bytes + noteWeight;
          if (weight > weightAtOnce) await putDown();
          onCarried(1, bytes);
        },
      });
      await putDown();
      await carryUploads({ old, target, progress });
    },
    async verify(onCarried) {
      const found = differencesUpTo();
      const checksums = { source: '', target: '' };
      const others = listOf(target);
      let other = await others.next();
      const compare = async (info: ObjectInfo): Promise<readonly [string, string] | undefined> => {
        const { key } = info;
        if ((await progress.get(left + key)) !== undefined) return undefined;
        const carried = await progress.get<Carried>(sums + key);
        if (carried?.etag !== info.etag) found.add(`${key}: it has changed in the old folder since it was carried`);
        const is = await lookAt(target, key);
        if (is === undefined) {
          found.add(`${key}: the object is missing`);
          return [`${key} ${carried?.sha256}`, ''];
        }
        const was = await old.about(info);
        if (is.bytes !== info.bytes) found.add(`${key}: it has ${is.bytes} bytes, and had ${info.bytes}`);
        else if (is.sha256 !== carried?.sha256) found.add(`${key}: its bytes differ`);
        if (was.contentType !== undefined && is.contentType !== was.contentType)
          found.add(`${key}: its type is ${is.contentType}, and was ${was.contentType}`);
        for (const [name, value] of Object.entries(was.metadata))
          if (is.metadata[name] !== value) found.add(`${key}: its ${name} is ${is.metadata[name]}, and was ${value}`);
        return [`${key} ${carried?.sha256}`, `${key} ${is.sha256}`];
      };
      await inOrder(infos(), {
        atOnce: lanes,
        work: compare,
        async done({ key, bytes }, lines) {
          for (; !other.done && other.value < key; other = await others.next())
            found.add(`${other.value}: there is an object that was not carried`);
          if (!other.done && other.value === key) other = await others.next();
          if (lines !== undefined) {
            checksums.source = summed(checksums.source, [lines[0]]);
            checksums.target = summed(checksums.target, [lines[1]]);
          }
          onCarried(1, bytes);
        },
      });
      for (; !other.done; other = await others.next())
        found.add(`${other.value}: there is an object that was not carried`);
      await verifyUploads({ old, target, progress }, found);
      return { checksums, differences: found.all };
    },
  };
}

async function* listOf(target: Objects): AsyncGenerator<string, undefined> {
  for (let after: string | undefined; ; ) {
    const found = await target.list('', { limit: page, ...(after === undefined ? {} : { after }) });
    for (const { key } of found) yield key;
    after = found.at(-1)?.key;
    if (found.length < page) return undefined;
  }
}

/** An object as it is where it went, with the sum that its store knows of its bytes, or else of what it gives back. */
async function lookAt(target: Objects, key: string) {
  const head = await target.head(key);
  if (head === undefined || head.sha256 !== undefined) return head;
  for (let tries = 1; ; tries += 1) {
    try {
      const { body } = await target.get(key);
      return { ...head, sha256: await sumOf(body) };
    } catch (error) {
      if (!hasCode(error, 'objects.cut') || tries === 5) throw error;
    }
  }
}

async function sumOf(body: ReadableStream<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of body) hash.update(bytes);
  return hash.digest('hex');
}
