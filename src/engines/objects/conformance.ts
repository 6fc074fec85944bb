// What every adapter of this port does, and what it survives.
import assert from 'node:assert/strict';
import { ReadableStream as NodeStream } from 'node:stream/web';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BijouError, hasCode } from '../../kit/index.ts';
import type { Objects } from './index.ts';

/** A store for one test, empty at first. */
export interface Fixture {
  readonly objects: Objects;
  /** The same store once more, as another process has it. */
  again(): Promise<Objects>;
  /** A file of this machine with these bytes. */
  file(bytes: Uint8Array): Promise<string>;
  close(): Promise<void>;
}

export function conformance(adapter: string, open: () => Promise<Fixture>): void {
  describe(`objects in ${adapter}`, () => {
    async function within(work: (fixture: Fixture) => Promise<void>): Promise<void> {
      const fixture = await open();
      try {
        await work(fixture);
      } finally {
        await fixture.close();
      }
    }

    it('what is put is got, whole and by range', () =>
      within(async ({ objects }) => {
        const bytes = pattern(1_000_000);
        const info = await objects.put('films/one.mp4', bytes);
        assert.equal(info.bytes, bytes.length);
        assert.deepEqual(await objects.read('films/one.mp4'), bytes);
        const { info: seen, body } = await objects.get('films/one.mp4', { first: 300_000, last: 899_999 });
        assert.deepEqual(seen, info);
        assert.deepEqual(await collect(body), bytes.subarray(300_000, 900_000));
      }));

    it('any range that lies in an object is what lies there', () =>
      within(async ({ objects }) => {
        const bytes = pattern(5_000);
        await objects.put('a/b', bytes);
        const range = fc
          .tuple(fc.nat(4_999), fc.nat(4_999))
          .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));
        await fc.assert(
          fc.asyncProperty(range, async ({ first, last }) => {
            assert.deepEqual(await objects.read('a/b', { first, last }), bytes.subarray(first, last + 1));
          }),
          { numRuns: 50 },
        );
      }));

    it('a range that does not lie in it is refused, and so is what is not there', () =>
      within(async ({ objects }) => {
        await objects.put('a', pattern(10));
        for (const range of [
          { first: 10, last: 10 },
          { first: 5, last: 4 },
          { first: 0, last: 10 },
          { first: -1, last: 3 },
        ])
          await rejectsWith(objects.read('a', range), 'objects.bad-range');
        await rejectsWith(objects.read('b'), 'objects.not-found');
        await rejectsWith(objects.get('b'), 'objects.not-found');
        assert.equal(await objects.head('b'), undefined);
      }));

    it('a stream is stored as it comes; one that breaks leaves nothing', () =>
      within(async ({ objects }) => {
        const bytes = pattern(700_000);
        await objects.put('stream', streamOf(bytes, 64_000));
        assert.deepEqual(await objects.read('stream'), bytes);
        await assert.rejects(objects.put('broken', breaking(bytes)), /broke/);
        assert.equal(await objects.head('broken'), undefined);
        assert.deepEqual(
          (await objects.list('')).map(({ key }) => key),
          ['stream'],
        );
      }));

    it('a put replaces, and the etag tells; a reader of the old bytes finishes with the old bytes', () =>
      within(async ({ objects }) => {
        const old = await objects.put('a', pattern(600_000));
        const { body } = await objects.get('a');
        const young = await objects.put('a', new Uint8Array(10));
        assert.notEqual(old.etag, young.etag);
        assert.deepEqual(await collect(body), pattern(600_000));
        assert.equal((await objects.head('a'))?.etag, young.etag);
      }));

    it('an empty object is an object', () =>
      within(async ({ objects }) => {
        await objects.put('empty', new Uint8Array(0));
        assert.equal((await objects.read('empty')).length, 0);
        assert.equal((await collect((await objects.get('empty')).body)).length, 0);
      }));

    it('keys that could lead elsewhere are refused', () =>
      within(async ({ objects }) => {
        for (const key of [
          '',
          '/',
          'a//b',
          '../a',
          'a/../b',
          '.hidden',
          'a/.',
          'a b',
          'ä',
          'a/',
          `a${'/b'.repeat(500)}`,
        ])
          await rejectsWith(objects.put(key, new Uint8Array(1)), 'objects.bad-key');
      }));

    it('lists in order of keys, page by page, and only under the prefix', () =>
      within(async ({ objects }) => {
        const part = fc.stringMatching(/^[a-c_-]{1,2}$/);
        const keys = fc.uniqueArray(
          fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
          { maxLength: 12 },
        );
        await fc.assert(
          fc.asyncProperty(keys, part, async (wished, prefix) => {
            const all = wished.filter((key) => !wished.some((other) => other.startsWith(`${key}/`)));
            for (const key of all) await objects.put(key, new Uint8Array(1));
            const expected = all.filter((key) => key.startsWith(prefix)).sort();
            const seen: string[] = [];
            for (;;) {
              const after = seen.at(-1);
              const page = await objects.list(prefix, { limit: 2, ...(after === undefined ? {} : { after }) });
              if (page.length === 0) break;
              seen.push(...page.map(({ key }) => key));
            }
            assert.deepEqual(seen, expected);
            await objects.delete(all);
            assert.deepEqual(await objects.list(''), []);
          }),
          { numRuns: 25 },
        );
      }));

    it('deletes what is there and does not mind what is not', () =>
      within(async ({ objects }) => {
        await objects.put('a/b/c', new Uint8Array(1));
        await objects.delete(['a/b/c', 'a/b/d', 'never']);
        assert.equal(await objects.head('a/b/c'), undefined);
        await objects.put('a/b', new Uint8Array(1));
      }));

    it('takes in a file of this machine, again and again, and leaves the file alone', () =>
      within(async ({ objects, file }) => {
        const path = await file(pattern(50_000));
        for (const key of ['one', 'two', 'one']) assert.equal((await objects.takeIn(key, path)).bytes, 50_000);
        await objects.delete(['one']);
        assert.deepEqual(await objects.read('two'), pattern(50_000));
        assert.equal((await objects.takeIn('three', path)).bytes, 50_000);
      }));

    it('joins parts in the order of their numbers, each as it was sent last', () =>
      within(async ({ objects: { multipart, ...objects } }) => {
        const upload = await multipart.create('film');
        await multipart.putPart('film', upload, 2, pattern(200));
        await multipart.putPart('film', upload, 1, new Uint8Array(5));
        await multipart.putPart('film', upload, 1, streamOf(pattern(300), 100));
        const parts = await multipart.parts('film', upload);
        assert.deepEqual(
          parts.map(({ number, bytes }) => [number, bytes]),
          [
            [1, 300],
            [2, 200],
          ],
        );
        assert.equal(await objects.head('film'), undefined);
        const info = await multipart.complete('film', upload, parts);
        assert.equal(info.bytes, 500);
        assert.deepEqual(await objects.read('film'), Uint8Array.from([...pattern(300), ...pattern(200)]));
        await rejectsWith(multipart.parts('film', upload), 'objects.no-such-upload');
        assert.deepEqual(await multipart.uploads(''), []);
      }));

    it('an upload of one part is that part', () =>
      within(async ({ objects: { multipart, ...objects } }) => {
        const upload = await multipart.create('film');
        const part = await multipart.putPart('film', upload, 1, pattern(1000));
        await multipart.complete('film', upload, [part]);
        assert.deepEqual(await objects.read('film'), pattern(1000));
      }));

    it('a part that is not as it was acknowledged is told, and nothing appears', () =>
      within(async ({ objects: { multipart, ...objects } }) => {
        const upload = await multipart.create('film');
        const part = await multipart.putPart('film', upload, 1, pattern(10));
        await rejectsWith(multipart.complete('film', upload, [part, { ...part, number: 2 }]), 'objects.part-missing');
        await rejectsWith(multipart.complete('other', upload, [part]), 'objects.no-such-upload');
        assert.equal(await objects.head('film'), undefined);
        assert.deepEqual(
          (await multipart.uploads('fi')).map(({ key }) => key),
          ['film'],
        );
        await multipart.abort('film', upload);
        assert.deepEqual(await multipart.uploads(''), []);
      }));

    it('two processes see one store, and neither takes away what the other is writing', () =>
      within(async ({ objects, again }) => {
        let release = (): void => undefined;
        const held = new Promise<void>((resolve) => {
          release = resolve;
        });
        const slow = objects.put('slow', waiting(pattern(1000), held));
        const other = await again();
        await other.put('quick', pattern(5));
        assert.deepEqual(await objects.read('quick'), pattern(5));
        release();
        await slow;
        assert.deepEqual(await other.read('slow'), pattern(1000));
        const upload = await objects.multipart.create('parts');
        const part = await other.multipart.putPart('parts', upload, 1, pattern(7));
        await objects.multipart.complete('parts', upload, [part]);
        assert.deepEqual(await other.read('parts'), pattern(7));
        await other.close();
      }));
  });
}

async function rejectsWith(promise: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(promise, (error) => hasCode(error, code) && error instanceof BijouError && error.message !== '');
}

export function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) & 0xff);
}

async function collect(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
}

function fromIterable(bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return NodeStream.from(bytes) as ReadableStream<Uint8Array>;
}

function streamOf(bytes: Uint8Array, step: number): ReadableStream<Uint8Array> {
  return fromIterable(
    (function* () {
      for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
    })(),
  );
}

function breaking(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return fromIterable(
    (async function* () {
      yield bytes;
      throw new RangeError('The line broke.');
    })(),
  );
}

function waiting(bytes: Uint8Array, until: Promise<void>): ReadableStream<Uint8Array> {
  return fromIterable(
    (async function* () {
      yield bytes.subarray(0, 10);
      await until;
      yield bytes.subarray(10);
    })(),
  );
}
