import assert from 'node:assert/strict';
import { killRounds, moduleBeside } from '../../host/index.ts';
import { seededRandom, systemClock } from '../../kit/index.ts';
import type { ObjectInfo, Objects } from './index.ts';

/** What the suite needs of an adapter. `place` is an empty folder's path, the same for all who share a store. */
export interface ObjectsAdapter {
  /** The module's own address: children open the same place through it. */
  readonly module: string;
  open(place: string): Promise<Objects>;
}

export interface KillOptions {
  readonly place: string;
  readonly rounds: number;
  readonly seed: number;
}

/** Bytes that say how many they are and which version: a part of them, or a mix of two, does not pass for whole. */
export function selfTelling(n: number, atLeast: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(atLeast + (n % 100)).fill(n % 251);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.byteLength);
  view.setUint32(4, n);
  return bytes;
}

/** The version of whole self-telling bytes. */
export function versionOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  assert.equal(view.getUint32(0), bytes.byteLength, 'a part of an object can be seen');
  const n = view.getUint32(4);
  assert.ok(
    bytes.subarray(8).every((byte) => byte === n % 251),
    'a mix of two objects can be seen',
  );
  return n;
}

/** A writing child is killed: every acknowledged object is there or has a later version, and all that are there are whole. */
export async function killWriting(adapter: ObjectsAdapter, { place, rounds, seed }: KillOptions): Promise<void> {
  await killRounds({
    module: moduleBeside(import.meta.url, './conformance-child'),
    args: [adapter.module, place, 'killed', '0'],
    rounds,
    random: seededRandom(seed),
    clock: systemClock,
    withinMs: 300,
    verify: async (lines) => {
      const objects = await adapter.open(place);
      try {
        await verifyWhole(objects, lines);
        await empty(objects);
      } finally {
        await objects.close();
      }
    },
  });
}

export async function verifyWhole(objects: Objects, lines: readonly string[]): Promise<void> {
  const versions = new Map<string, number>();
  for (const { key } of await listAll(objects)) versions.set(key, versionOf(await objects.read(key)));
  const last = new Map(
    lines.map((line) => line.split(' ')).map(([word, key = '', n]) => [key, { word, n: Number(n) }]),
  );
  for (const [key, { word, n }] of last) {
    const found = versions.get(key);
    // The change after the last acknowledged one may have happened: a put of a later version, or every seventh's delete.
    if (word === 'gone') assert.ok(found === undefined || found > n, `deleted and there: ${key} ${found}`);
    else if (found === undefined) assert.equal(n % 7, 0, `acknowledged and lost: ${key} ${n}`);
    else assert.ok(found >= n, `acknowledged ${n}, found ${found}: ${key}`);
  }
}

export async function listAll(objects: Objects): Promise<readonly ObjectInfo[]> {
  const all: ObjectInfo[] = [];
  for (;;) {
    const after = all.at(-1)?.key;
    const page = await objects.list('', after === undefined ? { limit: 7 } : { limit: 7, after });
    if (page.length === 0) return all;
    all.push(...page);
  }
}

/** Uploads of the killed are listed, and can be ended by who finds them. */
async function empty(objects: Objects): Promise<void> {
  for (const { key, upload } of await objects.multipart.uploads('')) await objects.multipart.abort(key, upload);
  await objects.delete((await listAll(objects)).map(({ key }) => key));
  assert.deepEqual(await objects.list(''), []);
  assert.deepEqual(await objects.multipart.uploads(''), []);
}
