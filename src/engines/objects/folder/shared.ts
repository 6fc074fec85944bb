import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { objectsErrors } from '../errors.ts';
import { checkKey } from '../key.ts';
import type { Drafts } from './drafts.ts';
import type { Layout } from './layout.ts';

/**
 * Objects that share their bytes with a file of somebody else: a second name of it, where the file system cannot share
 * blocks. Whoever writes into that file writes into the object. What it was is kept beside, so that this is noticed.
 */
export interface Shared {
  /** Remembers what an object is that has just been placed. */
  remember(key: string): Promise<void>;
  /** Errors: `objects.changed`. */
  check(key: string, handle: FileHandle): Promise<void>;
  forget(key: string): Promise<void>;
}

interface Sign {
  readonly bytes: string;
  readonly modified: string;
  /** Changes with a new name, too; then the print decides. */
  readonly changed: string;
  readonly print: string;
}

const block = 64 * 1024;
const blocks = 32;

export function sharedObjects(layout: Layout, drafts: Pick<Drafts, 'write' | 'place'>): Shared {
  const known = new Map<string, Sign | undefined>();
  const fileOf = (key: string): string => join(layout.shared, `${checkKey(key).replaceAll('/', '~')}.json`);

  async function signOf(key: string): Promise<Sign | undefined> {
    if (!known.has(key)) {
      const sign = await readFile(fileOf(key), 'utf8')
        .then((text) => JSON.parse(text) as Sign)
        .catch(() => undefined);
      known.set(key, sign);
    }
    return known.get(key);
  }

  async function keep(key: string, sign: Sign): Promise<void> {
    await drafts.place(await drafts.write(new TextEncoder().encode(JSON.stringify(sign))), fileOf(key));
    known.set(key, sign);
  }

  return {
    async remember(key) {
      const handle = await open(layout.pathOf(key), 'r');
      try {
        const { nlink } = await handle.stat();
        if (nlink > 1) await keep(key, await takeSign(handle));
        else await this.forget(key);
      } finally {
        await handle.close();
      }
    },
    async check(key, handle) {
      const before = await signOf(key);
      if (before === undefined) return;
      const { size, mtimeNs, ctimeNs } = await handle.stat({ bigint: true });
      const isAsItWas = String(size) === before.bytes && String(mtimeNs) === before.modified;
      if (isAsItWas && String(ctimeNs) === before.changed) return;
      const now = isAsItWas ? await takeSign(handle) : undefined;
      if (now?.print !== before.print) throw objectsErrors.error('objects.changed', { key });
      await keep(key, now);
    },
    async forget(key) {
      if ((await signOf(key)) === undefined) return;
      await rm(fileOf(key), { force: true });
      known.delete(key);
    },
  };
}

/** Of a file's ends and of places all over it: what another film, or another header, has otherwise. */
async function takeSign(handle: FileHandle): Promise<Sign> {
  const { size, mtimeNs, ctimeNs } = await handle.stat({ bigint: true });
  const hash = createHash('sha256');
  const buffer = new Uint8Array(block);
  const last = Math.max(0, Number(size) - block);
  for (let at = 0; at < blocks; at += 1) {
    const position = Math.floor((last * at) / (blocks - 1));
    const { bytesRead } = await handle.read(buffer, { position });
    hash.update(buffer.subarray(0, bytesRead));
  }
  return { bytes: String(size), modified: String(mtimeNs), changed: String(ctimeNs), print: hash.digest('hex') };
}
