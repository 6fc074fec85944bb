import { hash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../host/index.ts';
import { type Sieve, sieve } from '../../kit/index.ts';

/**
 * Slices as files, evicted by SIEVE within a byte budget. A file is `{sha-256 of its key}-{payload bytes}.slice`:
 * SHA-256 of key and payload (32 bytes), then the payload. It is written aside and renamed, and checked whenever it
 * is read, so nothing needs to be synced: what a crash or the disk has damaged is found, dropped and fetched again.
 */
export interface Disk {
  /** Bytes of all slices. */
  readonly bytes: number;
  /** Undefined where it is not there or is damaged. */
  read(key: string): Promise<Buffer | undefined>;
  /** Keeps it in the background, unless too many writes are waiting already. Failures are logged. */
  keep(key: string, payload: Buffer): void;
  drop(key: string): void;
  /** Resolves when what was begun is done. */
  close(): Promise<void>;
}

export interface DiskOptions {
  readonly folder: string;
  readonly bytes: number;
  readonly logger: Logger;
}

const maxWritesWaiting = 16;
const digestBytes = 32;
const namePattern = /^([0-9a-f]{64})-(\d+)\.slice$/;

/** Opens a folder of slices, as an earlier process left it. What is not a slice there is removed. */
export async function openDisk({ folder, bytes: budget, logger }: DiskOptions): Promise<Disk> {
  const underWay = new Set<Promise<void>>();
  /** Names of slices on their way to the disk; false once they are not wanted any more. */
  const writing = new Map<string, boolean>();
  // Values are payload sizes, as they stand in the names.
  const slices: Sieve<number> = sieve({ budget, onEvict: (name, size) => begin(remove(name, size)) });

  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const match = namePattern.exec(name);
    if (match === null) await rm(join(folder, name), { force: true, recursive: true });
    else slices.set(match[1] ?? '', Number(match[2]), digestBytes + Number(match[2]));
  }

  function begin(work: Promise<void>): void {
    const guarded = work.catch((error) => logger.warn('The disk cache could not be written', { error }));
    underWay.add(guarded);
    void guarded.then(() => underWay.delete(guarded));
  }

  function pathOf(name: string, size: number): string {
    return join(folder, `${name}-${size}.slice`);
  }

  function remove(name: string, size: number): Promise<void> {
    return rm(pathOf(name, size), { force: true });
  }

  async function write(key: string, payload: Buffer): Promise<void> {
    const name = nameOf(key);
    const aside = join(folder, `${name}.part`);
    writing.set(name, true);
    try {
      await writeFile(aside, [digest(key, payload), payload], { mode: 0o600 });
      await rename(aside, pathOf(name, payload.length));
      if (writing.get(name) === true) slices.set(name, payload.length, digestBytes + payload.length);
      // Dropped meanwhile, or larger than the whole budget.
      if (!slices.has(name)) await remove(name, payload.length);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    } finally {
      writing.delete(name);
    }
  }

  return {
    get bytes() {
      return slices.bytes;
    },
    async read(key) {
      const name = nameOf(key);
      const size = slices.get(name);
      if (size === undefined) return undefined;
      const stored = await readFile(pathOf(name, size)).catch(() => undefined);
      const payload = stored?.subarray(digestBytes);
      if (payload?.length === size && stored?.subarray(0, digestBytes).equals(digest(key, payload))) return payload;
      // It may also have been evicted while it was read.
      if (!slices.delete(name)) return undefined;
      logger.warn('A slice of the disk cache was damaged and is fetched again', { slice: name });
      await remove(name, size).catch(() => undefined);
      return undefined;
    },
    keep(key, payload) {
      const name = nameOf(key);
      if (underWay.size >= maxWritesWaiting || writing.has(name) || slices.has(name)) return;
      begin(write(key, payload));
    },
    drop(key) {
      const name = nameOf(key);
      if (writing.has(name)) writing.set(name, false);
      const size = slices.get(name);
      if (size !== undefined && slices.delete(name)) begin(remove(name, size));
    },
    async close() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

function nameOf(key: string): string {
  return hash('sha256', key);
}

function digest(key: string, payload: Buffer): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from(`${key}\n`), payload]), 'buffer');
}
