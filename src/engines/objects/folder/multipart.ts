import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Random, toHex } from '../../../kit/index.ts';
import { objectErrors } from '../errors.ts';
import type { Multipart, Part } from '../index.ts';
import { codeOf, syncFolder, writeAll } from './file-system.ts';
import { etagOf } from './info.ts';
import { checkKey } from './key.ts';
import { ignoreAbsent } from './listing.ts';
import { linked, makeTemp, place, type Store, writeBody } from './placing.ts';

/** What `upload.json` of an upload's folder says. The parts lie beside it as `1`, `2`, … */
interface Upload {
  readonly key: string;
  /** Unix milliseconds. */
  readonly startedAt: number;
}

const joinBytes = 1024 * 1024;

/**
 * Uploads in parts. The upload's folder stays until its object is in place: whoever is killed while completing
 * completes again and gets the same object.
 */
export function folderMultipart(store: Store, random: Random, now: () => number): Multipart {
  return { create, putPart, parts: listParts, complete, abort, uploads };

  async function create(key: string): Promise<string> {
    checkKey(key);
    const upload = toHex(random.bytes(16));
    const temp = await makeTemp(store, async (path) => {
      await mkdir(path);
      await writeFile(join(path, 'upload.json'), JSON.stringify({ key, startedAt: now() }), { flush: true });
      await syncFolder(path);
    });
    await rename(temp, folderOf(upload));
    await syncFolder(store.uploads);
    return upload;
  }

  async function putPart(
    key: string,
    upload: string,
    number: number,
    body: Parameters<Multipart['putPart']>[3],
  ): Promise<Part> {
    if (!(Number.isInteger(number) && number >= 1 && number <= 10_000)) throw objectErrors.error('objects.bad-part');
    await find(key, upload);
    const temp = await makeTemp(store, (path) => writeBody(store, path, body));
    const stats = await stat(temp, { bigint: true });
    try {
      await rename(temp, join(folderOf(upload), String(number)));
      await syncFolder(folderOf(upload));
    } catch (error) {
      await rm(temp, { force: true });
      throw codeOf(error) === 'ENOENT' ? objectErrors.error('objects.no-such-upload', { key, upload }) : error;
    }
    return { number, etag: etagOf(stats), bytes: Number(stats.size) };
  }

  async function listParts(key: string, upload: string): Promise<readonly Part[]> {
    await find(key, upload);
    const parts: Part[] = [];
    for (const name of (await readdir(folderOf(upload)).catch(ignoreAbsent)) ?? []) {
      if (!/^\d+$/.test(name)) continue;
      const part = await partOf(upload, Number(name));
      if (part !== undefined) parts.push(part);
    }
    return parts.sort((a, b) => a.number - b.number);
  }

  async function complete(key: string, upload: string, wanted: readonly Part[]) {
    await find(key, upload);
    const ordered = [...wanted].sort((a, b) => a.number - b.number);
    await checkParts(key, upload, ordered);
    const paths = ordered.map(({ number }) => join(folderOf(upload), String(number)));
    const temp = await makeTemp(store, (path) => joinParts(paths, path));
    const info = await place(store, key, temp);
    await drop(upload);
    return info;
  }

  async function checkParts(key: string, upload: string, parts: readonly Part[]): Promise<void> {
    if (parts.length === 0) throw objectErrors.error('objects.part-missing', { key, number: 1 });
    for (const [index, { number, etag, bytes }] of parts.entries()) {
      const found = await partOf(upload, number);
      const fits = found?.etag === etag && found.bytes === bytes && number !== parts[index + 1]?.number;
      if (!fits) throw objectErrors.error('objects.part-missing', { key, number });
    }
  }

  /** One part becomes the object as it is, by a second name; several are written one after another. */
  async function joinParts(paths: readonly string[], target: string): Promise<void> {
    const [first] = paths;
    if (paths.length === 1 && first !== undefined && (await linked(first, target))) return;
    const file = await open(target, 'wx');
    try {
      for (const path of paths) await append(file, path);
      const time = store.stamp();
      await file.utimes(time, time);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async function abort(key: string, upload: string): Promise<void> {
    const found = await readUpload(upload);
    if (found?.key === key) await drop(upload);
  }

  async function uploads(prefix: string) {
    const found: { key: string; upload: string; startedAt: number }[] = [];
    for (const upload of await readdir(store.uploads)) {
      const about = await readUpload(upload);
      if (about?.key.startsWith(prefix)) found.push({ key: about.key, upload, startedAt: about.startedAt });
    }
    return found.sort((a, b) => (a.key === b.key ? a.startedAt - b.startedAt : a.key < b.key ? -1 : 1));
  }

  /** Errors: `objects.no-such-upload`. */
  async function find(key: string, upload: string): Promise<void> {
    const found = await readUpload(upload);
    if (found?.key !== key) throw objectErrors.error('objects.no-such-upload', { key, upload });
  }

  async function readUpload(upload: string): Promise<Upload | undefined> {
    if (!/^[0-9a-f]{32}$/.test(upload)) return undefined;
    const text = await readFile(join(folderOf(upload), 'upload.json'), 'utf8').catch(ignoreAbsent);
    return text === undefined ? undefined : (JSON.parse(text) as Upload);
  }

  async function partOf(upload: string, number: number): Promise<Part | undefined> {
    const stats = await stat(join(folderOf(upload), String(number)), { bigint: true }).catch(ignoreAbsent);
    return stats === undefined ? undefined : { number, etag: etagOf(stats), bytes: Number(stats.size) };
  }

  /** First out of sight in one step, so that half an upload is never found. */
  async function drop(upload: string): Promise<void> {
    const temp = store.temp.path();
    await rename(folderOf(upload), temp).catch(ignoreAbsent);
    await syncFolder(store.uploads);
    await rm(temp, { recursive: true, force: true });
  }

  function folderOf(upload: string): string {
    return join(store.uploads, upload);
  }
}

async function append(file: Awaited<ReturnType<typeof open>>, path: string): Promise<void> {
  const part = await open(path, 'r');
  const buffer = Buffer.allocUnsafeSlow(joinBytes);
  try {
    for (;;) {
      const { bytesRead } = await part.read(buffer, 0, buffer.byteLength, null);
      if (bytesRead === 0) return;
      await writeAll(file, [buffer.subarray(0, bytesRead)]);
    }
  } finally {
    await part.close();
  }
}
