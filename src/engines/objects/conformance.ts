import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { moduleBeside, startKillable } from '../../host/index.ts';
import { hasCode } from '../../kit/index.ts';
import { killWriting, listAll, type ObjectsAdapter, selfTelling, verifyWhole, versionOf } from './conformance-kill.ts';
import { multipartConformance } from './conformance-multipart.ts';
import type { Objects } from './index.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const bytesOf = (value: string) => new TextEncoder().encode(value);
const fails = (code: string) => (error: unknown) => hasCode(error, code);

/** What every adapter of the objects port promises. */
export function conformance(name: string, adapter: ObjectsAdapter): void {
  async function placed(t: TestContext): Promise<string> {
    const place = await mkdtemp(join(tmpdir(), 'bijou-objects-'));
    t.after(() => rm(place, { recursive: true, force: true }));
    return place;
  }

  async function opened(t: TestContext): Promise<Objects> {
    const objects = await adapter.open(await placed(t));
    t.after(() => objects.close());
    return objects;
  }

  test(`${name}: what was put is read back, from a stream or at once, and after opening again`, async (t) => {
    const place = await placed(t);
    const first = await adapter.open(place);
    const bytes = selfTelling(1, 1_000_000);
    const put = await first.put('a/b/c.mp4', new Blob([bytes]).stream());
    assert.equal(put.bytes, bytes.byteLength);
    await first.close();
    const objects = await adapter.open(place);
    t.after(() => objects.close());
    assert.deepEqual(await objects.head('a/b/c.mp4'), put);
    const { info, body } = await objects.get('a/b/c.mp4');
    assert.deepEqual(info, put);
    assert.deepEqual(new Uint8Array(await new Response(body).arrayBuffer()), bytes);
    assert.equal(versionOf(await objects.read('a/b/c.mp4')), 1);
  });

  test(`${name}: every range of every size is read right, or refused`, async (t) => {
    const objects = await opened(t);
    const property = fc.asyncProperty(
      fc.uint8Array({ maxLength: 40 }),
      fc.integer({ min: -2, max: 45 }),
      fc.integer({ min: -2, max: 45 }),
      async (bytes, first, last) => {
        await objects.put('range', Uint8Array.from(bytes));
        const possible = first >= 0 && first <= last && first < bytes.length;
        if (!possible) {
          await assert.rejects(objects.read('range', { first, last }), fails('objects.bad-range'));
          await assert.rejects(objects.get('range', { first, last }), fails('objects.bad-range'));
          return;
        }
        const expected = Buffer.from(bytes.subarray(first, last + 1));
        assert.deepEqual(Buffer.from(await objects.read('range', { first, last })), expected);
        const { body } = await objects.get('range', { first, last });
        assert.deepEqual(Buffer.from(await new Response(body).arrayBuffer()), expected);
      },
    );
    await fc.assert(property, { numRuns: 30 });
  });

  test(`${name}: a new put changes the etag, though size and moment are the same`, async (t) => {
    const objects = await opened(t);
    const etags = new Set<string>();
    for (let n = 0; n < 20; n += 1) etags.add((await objects.put('k', bytesOf(String(n % 10)))).etag);
    assert.equal(etags.size, 20);
  });

  test(`${name}: a body that fails leaves what was there and is told why`, async (t) => {
    const objects = await opened(t);
    await objects.put('k', bytesOf('before'));
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent < 5) controller.enqueue(new Uint8Array(100_000));
        else controller.error(new Error('cut off'));
      },
    });
    await assert.rejects(objects.put('k', body), /cut off/);
    assert.equal(text(await objects.read('k')), 'before');
  });

  test(`${name}: who reads an object that is replaced gets the whole of one of the two`, async (t) => {
    const objects = await opened(t);
    await objects.put('k', selfTelling(1, 600_000));
    const { body } = await objects.get('k');
    await objects.put('k', selfTelling(2, 600_000));
    const read = versionOf(new Uint8Array(await new Response(body).arrayBuffer()));
    assert.ok(read === 1 || read === 2);
    assert.equal(versionOf(await objects.read('k')), 2);
  });

  test(`${name}: a stream may be left after its first bytes`, async (t) => {
    const objects = await opened(t);
    await objects.put('k', new Uint8Array(2_000_000));
    const { body } = await objects.get('k');
    const reader = body.getReader();
    assert.ok(((await reader.read()).value?.byteLength ?? 0) > 0);
    await reader.cancel();
  });

  test(`${name}: keys that could leave the store, or that are no keys, are refused everywhere`, async (t) => {
    const objects = await opened(t);
    const long = 'x'.repeat(2000);
    for (const key of ['', '/', 'a/', '/a', 'a//b', '..', 'a/../b', './a', 'a b', 'ä', 'a\\b', 'a\0', long]) {
      for (const attempt of [objects.put(key, bytesOf('x')), objects.read(key), objects.get(key), objects.head(key)]) {
        await assert.rejects(attempt, fails('objects.bad-key'), key);
      }
      await assert.rejects(objects.delete([key]), fails('objects.bad-key'));
      await assert.rejects(objects.multipart.create(key), fails('objects.bad-key'));
    }
  });

  test(`${name}: what is absent is not found; deleting it is no error`, async (t) => {
    const objects = await opened(t);
    await objects.put('a/b', bytesOf('x'));
    assert.equal(await objects.head('a'), undefined);
    assert.equal(await objects.head('a/b/c'), undefined);
    for (const key of ['a', 'a/c', 'a/b/c', 'z']) {
      await assert.rejects(objects.read(key), fails('objects.not-found'));
      await assert.rejects(objects.get(key), fails('objects.not-found'));
    }
    await objects.delete(['a', 'a/c', 'a/b/c', 'z']);
    assert.equal(text(await objects.read('a/b')), 'x');
    await objects.delete(['a/b']);
    assert.equal(await objects.head('a/b'), undefined);
    await objects.put('a', bytesOf('now a key'));
    assert.equal(text(await objects.read('a')), 'now a key');
  });

  test(`${name}: lists are in order of keys, by prefix and page by page`, async (t) => {
    const objects = await opened(t);
    const keys = ['a-b', 'a/b', 'a/b-c/d', 'a/b.c', 'a0', 'B', 'b/c/d/e', 'b/c/d/f', 'b/cd', 'z'];
    for (const key of keys) await objects.put(key, bytesOf(key));
    const sorted = keys.toSorted();
    assert.deepEqual(
      (await listAll(objects)).map(({ key }) => key),
      sorted,
    );
    const property = fc.asyncProperty(
      fc.constantFrom('', 'a', 'a/', 'a/b', 'b/c', 'b/c/', 'b/c/d/e', 'none/', '../', 'a//'),
      fc.constantFrom(...keys, '', 'a', 'a/', 'c'),
      fc.integer({ min: 1, max: 5 }),
      async (prefix, after, limit) => {
        const expected = sorted.filter((key) => key.startsWith(prefix) && key > after).slice(0, limit);
        const found = await objects.list(prefix, { after, limit });
        assert.deepEqual(
          found.map(({ key }) => key),
          expected,
        );
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  test(`${name}: a file of this machine is taken in, and stays where it is`, async (t) => {
    const objects = await opened(t);
    const outside = join(await placed(t), 'film.mkv');
    await writeFile(outside, selfTelling(3, 300_000));
    const taken = await objects.takeIn('sources/film', outside);
    assert.deepEqual(await objects.head('sources/film'), taken);
    assert.equal(versionOf(await objects.read('sources/film')), 3);
    await objects.takeIn('sources/film', outside);
    await rm(outside);
    assert.equal(versionOf(await objects.read('sources/film')), 3);
    await assert.rejects(objects.takeIn('x', outside), fails('objects.no-file'));
  });

  multipartConformance(name, opened);

  test(`${name}: processes that write the same keys at once leave whole objects`, async (t) => {
    const place = await placed(t);
    const child = moduleBeside(import.meta.url, './conformance-child');
    const children = [1, 2].map(() => startKillable(child, [adapter.module, place, 'same', '12']));
    assert.deepEqual(await Promise.all(children.map(({ ended }) => ended)), [0, 0]);
    const objects = await adapter.open(place);
    t.after(() => objects.close());
    await verifyWhole(objects, []);
  });

  test(`${name}: kill -9 loses no acknowledged object and shows none by half`, async (t) => {
    const seed = Date.now() % 2 ** 31;
    t.diagnostic(`seed ${seed}`);
    await killWriting(adapter, { place: await placed(t), rounds: 3, seed });
  });
}
