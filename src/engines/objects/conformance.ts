// What every adapter of this port does. One whose calls may fail for a moment is run behind platform's retries, as services
// have it; what those leave to the caller, the suite tries again as a caller would.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadableStream as NodeStream } from 'node:stream/web';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { BijouError, hasCode, isTransient } from '../../kit/index.ts';
import type { Objects } from './index.ts';
import { mostParts, smallestPart } from './limits.ts';
import type { ObjectsAdapter } from './testing/adapter.ts';

/** What every adapter of the objects port promises. */
export function conformance(adapter: ObjectsAdapter): void {
  const { name, capabilities } = adapter;

  /** A store, and how another process has it. */
  async function opened(t: TestContext): Promise<{ objects: Objects; again(): Promise<Objects> }> {
    const { place, remove } = await adapter.newPlace();
    t.after(remove);
    async function again(): Promise<Objects> {
      const objects = await adapter.open(place);
      t.after(() => objects.close());
      return objects;
    }
    return { objects: await again(), again };
  }

  /** A case that asks for what not every engine can. */
  function onlyWhere(can: boolean, why: string): { readonly skip: string | false } {
    return { skip: can ? false : why };
  }

  test(`${name}: what is put is got, whole and by range`, async (t) => {
    const { objects } = await opened(t);
    const bytes = pattern(1_000_000);
    const info = await objects.put('films/one.mp4', bytes);
    assert.equal(info.bytes, bytes.length);
    assert.deepEqual(await objects.read('films/one.mp4'), bytes);
    const { info: seen, body } = await objects.get('films/one.mp4', { first: 300_000, last: 899_999 });
    assert.deepEqual([seen.key, seen.bytes, seen.etag], [info.key, info.bytes, info.etag]);
    assert.deepEqual(await collect(body), bytes.subarray(300_000, 900_000));
    for (let count = 0; count < 10; count += 1)
      assert.deepEqual(await collect((await objects.get('films/one.mp4')).body), bytes);
  });

  test(`${name}: any range that lies in an object is what lies there`, async (t) => {
    const { objects } = await opened(t);
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
  });

  test(`${name}: a range that does not lie in it is refused, and so is what is not there`, async (t) => {
    const { objects } = await opened(t);
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
  });

  test(`${name}: a stream is stored as it comes; one that breaks leaves nothing`, async (t) => {
    const { objects } = await opened(t);
    const bytes = pattern(700_000);
    await stubborn(() => objects.put('stream', streamOf(bytes, 64_000)));
    assert.deepEqual(await objects.read('stream'), bytes);
    await assert.rejects(objects.put('broken', breaking(bytes)), /broke/);
    assert.equal(await objects.head('broken'), undefined);
    assert.deepEqual(
      (await objects.list('')).map(({ key }) => key),
      ['stream'],
    );
  });

  test(`${name}: a put replaces, and the etag tells`, async (t) => {
    const { objects } = await opened(t);
    const old = await objects.put('a', pattern(600_000));
    const young = await objects.put('a', new Uint8Array(10));
    assert.notEqual(old.etag, young.etag);
    assert.equal((await objects.head('a'))?.etag, young.etag);
  });

  test(
    `${name}: a reader of the old bytes finishes with the old bytes`,
    onlyWhere(capabilities.snapshots, 'a body that breaks off cannot go on in another object'),
    async (t) => {
      const { objects } = await opened(t);
      await objects.put('a', pattern(600_000));
      const { body } = await objects.get('a');
      await objects.put('a', new Uint8Array(10));
      assert.deepEqual(await collect(body), pattern(600_000));
    },
  );

  test(`${name}: an empty object is an object`, async (t) => {
    const { objects } = await opened(t);
    await objects.put('empty', new Uint8Array(0));
    assert.equal((await objects.read('empty')).length, 0);
    assert.equal((await collect((await objects.get('empty')).body)).length, 0);
  });

  test(`${name}: keys that could lead elsewhere are refused`, async (t) => {
    const { objects } = await opened(t);
    const long = `a${'/b'.repeat(500)}`;
    for (const key of ['', '/', 'a//b', '../a', 'a/../b', '.hidden', 'a/.', 'a b', 'ä', 'a/', long])
      await rejectsWith(objects.put(key, new Uint8Array(1)), 'objects.bad-key');
  });

  test(`${name}: lists each key once, page by page, in order of keys where it can, and only under the prefix`, async (t) => {
    const { objects } = await opened(t);
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
          seen.push(...page.map(({ key }) => key));
          if (page.length < 2) break;
        }
        assert.deepEqual(capabilities.ordered ? seen : seen.sort(), expected);
        await objects.delete(all);
        assert.deepEqual(await objects.list(''), []);
      }),
      { numRuns: 15 },
    );
  });

  test(`${name}: a list goes on where it was although what it has told of is gone`, async (t) => {
    const { objects } = await opened(t);
    const all = ['a', 'b/a', 'b/b', 'b/c/d', 'b-', 'c/a', 'd'];
    for (const key of all) await objects.put(key, new Uint8Array(1));
    const seen: string[] = [];
    for (;;) {
      const after = seen.at(-1);
      const page = await objects.list('', { limit: 2, ...(after === undefined ? {} : { after }) });
      seen.push(...page.map(({ key }) => key));
      await objects.delete(page.map(({ key }) => key));
      if (page.length < 2) break;
    }
    assert.deepEqual(seen.sort(), [...all].sort());
  });

  test(`${name}: deletes what is there and does not mind what is not`, async (t) => {
    const { objects } = await opened(t);
    await objects.put('a/b/c', new Uint8Array(1));
    await objects.delete(['a/b/c', 'a/b/d', 'never']);
    assert.equal(await objects.head('a/b/c'), undefined);
    await objects.put('a/b', new Uint8Array(1));
  });

  test(`${name}: what an object is, and what goes with it, is told as it was put, and goes with it`, async (t) => {
    const { objects, again } = await opened(t);
    const bytes = pattern(10);
    const about = { contentType: 'video/mp4', metadata: { next: '000123', note: 'as ~it~ is' }, sha256: sha256(bytes) };
    await objects.put('a', bytes, about);
    const { contentType, metadata, sha256: seen } = (await (await again()).head('a')) ?? { metadata: {} };
    assert.deepEqual({ contentType, metadata, sha256: seen }, about);
    await objects.put('a', bytes);
    assert.deepEqual((await objects.head('a'))?.metadata, {});
    await objects.put('a', bytes, about);
    await objects.delete(['a']);
    await objects.put('a', bytes, { metadata: { next: '1' } });
    assert.deepEqual((await objects.head('a'))?.metadata, { next: '1' });
    for (const bad of [
      { Next: '1' },
      { next: 'ä' },
      { next: 'a\nb' },
      { next: ' padded' },
      { next: 'x'.repeat(1_901) },
    ])
      await rejectsWith(objects.put('bad', bytes, { metadata: bad }), 'objects.bad-metadata');
    assert.equal(await objects.head('bad'), undefined);
  });

  test(`${name}: bytes that are not what they must be are refused, and what was there stays`, async (t) => {
    const { objects } = await opened(t);
    const bytes = pattern(300_000);
    const other = sha256(pattern(300_001));
    await objects.put('a', bytes, { sha256: sha256(bytes) });
    await rejectsWith(objects.put('a', pattern(5), { sha256: other }), 'objects.checksum-mismatch');
    await rejectsWith(objects.put('b', bytes, { sha256: other }), 'objects.checksum-mismatch');
    await rejectsWith(objects.put('b', streamOf(bytes, 64_000), { sha256: other }), 'objects.checksum-mismatch');
    assert.deepEqual(await objects.read('a'), bytes);
    assert.equal(await objects.head('b'), undefined);
    const upload = await objects.multipart.create('b');
    const part = { number: 1, body: bytes };
    await rejectsWith(objects.multipart.putPart('b', upload, { ...part, sha256: other }), 'objects.checksum-mismatch');
    await objects.multipart.putPart('b', upload, { ...part, sha256: sha256(bytes) });
    await objects.multipart.abort('b', upload);
  });

  test(`${name}: of ten that put where nothing was, one does, and is not replaced by the others`, async (t) => {
    const { objects, again } = await opened(t);
    const stores = [objects, await again()];
    const put = (one: number) =>
      outcome(stores[one % 2]?.put('a', Uint8Array.of(one), { ifAbsent: true, metadata: { from: String(one) } }));
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, one) => put(one)));
    await winner(objects, outcomes);
    await rejectsWith(objects.put('a', Uint8Array.of(11), { ifAbsent: true }), 'objects.precondition-failed');
  });

  test(`${name}: of ten that replace what they have read, one does, and the others are told`, async (t) => {
    const { objects, again } = await opened(t);
    const stores = [objects, await again()];
    const { etag } = await objects.put('a', Uint8Array.of(99));
    const put = (one: number) => outcome(stores[one % 2]?.put('a', Uint8Array.of(one), { ifMatch: etag }));
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, one) => put(one)));
    await winner(objects, outcomes);
    await rejectsWith(objects.put('b', Uint8Array.of(1), { ifMatch: etag }), 'objects.precondition-failed');
    await stubborn(async () => {
      // Read anew each time: what nobody heard of may have been done.
      const head = await objects.head('a');
      await objects.put('a', Uint8Array.of(7), { ifMatch: head?.etag ?? '' });
    });
    assert.deepEqual(await objects.read('a'), Uint8Array.of(7));
  });

  test(
    `${name}: takes in a file of this machine, again and again, and leaves the file alone`,
    onlyWhere(capabilities.takeIn, 'the store is not on this machine'),
    async (t) => {
      const { objects } = await opened(t);
      const { takeIn } = objects;
      assert.ok(takeIn);
      const folder = await mkdtemp(join(tmpdir(), 'bijou-file-'));
      t.after(() => rm(folder, { recursive: true, force: true }));
      const path = join(folder, 'film');
      await writeFile(path, pattern(50_000));
      for (const key of ['one', 'two', 'one']) assert.equal((await takeIn(key, path)).bytes, 50_000);
      await objects.delete(['one']);
      assert.deepEqual(await objects.read('two'), pattern(50_000));
      assert.equal((await takeIn('three', path)).bytes, 50_000);
    },
  );

  test(
    `${name}: who has an address can get and put until its time is over`,
    onlyWhere(capabilities.presign, 'the store has no door of its own'),
    async (t) => {
      const { objects } = await opened(t);
      const { presign } = objects;
      assert.ok(presign);
      const put = await fetch(await presign.put('a', { forMs: 60_000 }), { method: 'PUT', body: pattern(1_000) });
      assert.equal(put.ok, true);
      const got = await fetch(await presign.get('a', { forMs: 60_000 }));
      assert.deepEqual(new Uint8Array(await got.arrayBuffer()), pattern(1_000));
      const short = await presign.get('a', { forMs: 1_000 });
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      assert.equal((await fetch(short)).ok, false);
      const altered = (await presign.get('a', { forMs: 60_000 })).replace(/\/a(?=\?)/, '/b');
      assert.equal((await fetch(altered)).ok, false);
    },
  );

  test(`${name}: joins parts in the order of their numbers, each as it was sent last`, async (t) => {
    const { objects } = await opened(t);
    const { multipart } = objects;
    const upload = await multipart.create('film', { contentType: 'video/mp4', metadata: { next: '2' } });
    await multipart.putPart('film', upload, { number: mostParts, body: pattern(200) });
    const first = capabilities.lastPart ? new Uint8Array(5) : pattern(smallestPart);
    await multipart.putPart('film', upload, { number: 1, body: first });
    await stubborn(() =>
      multipart.putPart('film', upload, { number: 1, body: streamOf(pattern(smallestPart), 1 << 20) }),
    );
    await multipart.putPart('film', upload, { number: 7, body: pattern(smallestPart + 1) });
    const parts = await multipart.parts('film', upload);
    assert.deepEqual(
      parts.map(({ number, bytes }) => [number, bytes]),
      [
        [1, smallestPart],
        [7, smallestPart + 1],
        [mostParts, 200],
      ],
    );
    assert.equal(await objects.head('film'), undefined);
    const info = await multipart.complete('film', upload, parts);
    assert.equal(info.bytes, 2 * smallestPart + 201);
    const expected = Buffer.concat([pattern(smallestPart), pattern(smallestPart + 1), pattern(200)]);
    assert.ok(expected.equals(await objects.read('film')));
    const head = await objects.head('film');
    assert.deepEqual([head?.etag, head?.contentType, head?.metadata], [info.etag, 'video/mp4', { next: '2' }]);
    await rejectsWith(multipart.parts('film', upload), 'objects.no-such-upload');
    assert.deepEqual(await underWay(objects, '', upload), []);
  });

  test(`${name}: a long stream is stored as it comes, with what goes with it; one that breaks or is wrong leaves nothing`, async (t) => {
    const { objects } = await opened(t);
    const bytes = pattern(3 * smallestPart + 7);
    const about = { contentType: 'video/mp4', metadata: { next: '3' }, sha256: sha256(bytes) };
    await stubborn(() => objects.put('film', streamOf(bytes, 1 << 20), about));
    assert.ok(Buffer.from(bytes).equals(await objects.read('film')));
    const { contentType, metadata, sha256: seen } = (await objects.head('film')) ?? { metadata: {} };
    assert.deepEqual({ contentType, metadata, sha256: seen }, about);
    await stubborn(() =>
      rejectsWith(objects.put('film', streamOf(bytes, 1 << 20), { ifAbsent: true }), 'objects.precondition-failed'),
    );
    const wrong = () => objects.put('wrong', streamOf(bytes, 1 << 20), { sha256: sha256(pattern(5)) });
    await stubborn(() => rejectsWith(wrong(), 'objects.checksum-mismatch'));
    await assert.rejects(objects.put('broken', breaking(bytes)));
    assert.deepEqual([await objects.head('wrong'), await objects.head('broken')], [undefined, undefined]);
    assert.deepEqual(
      (await objects.list('')).map(({ key }) => key),
      ['film'],
    );
  });

  test(`${name}: an upload of one part is that part, however small`, async (t) => {
    const { objects } = await opened(t);
    const upload = await objects.multipart.create('film');
    const part = await objects.multipart.putPart('film', upload, { number: 1, body: pattern(1_000) });
    await objects.multipart.complete('film', upload, [part]);
    assert.deepEqual(await objects.read('film'), pattern(1_000));
  });

  test(`${name}: a part that is too small, or not as it was acknowledged, is told, and nothing appears`, async (t) => {
    const { objects } = await opened(t);
    const { multipart } = objects;
    const upload = await multipart.create('film');
    const part = await multipart.putPart('film', upload, { number: 1, body: pattern(smallestPart - 1) });
    await rejectsWith(multipart.complete('film', upload, [part, { ...part, number: 2 }]), 'objects.part-missing');
    await rejectsWith(multipart.complete('other', upload, [part]), 'objects.no-such-upload');
    const last = await multipart.putPart('film', upload, { number: 2, body: pattern(9) });
    await rejectsWith(multipart.complete('film', upload, [part, last]), 'objects.part-too-small');
    assert.equal(await objects.head('film'), undefined);
    assert.deepEqual(await underWay(objects, 'fi', upload), ['film']);
    assert.deepEqual(await underWay(objects, 'other', upload), []);
    await multipart.abort('film', upload);
    await multipart.abort('film', upload);
    assert.deepEqual(await underWay(objects, '', upload), []);
  });

  test(`${name}: two processes see one store, and neither takes away what the other is writing`, async (t) => {
    const { objects, again } = await opened(t);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = stubborn(() => objects.put('slow', waiting(pattern(1000), held)));
    const other = await again();
    await other.put('quick', pattern(5));
    assert.deepEqual(await objects.read('quick'), pattern(5));
    release();
    await slow;
    assert.deepEqual(await other.read('slow'), pattern(1000));
    const upload = await objects.multipart.create('parts');
    const part = await other.multipart.putPart('parts', upload, { number: 1, body: pattern(7) });
    await objects.multipart.complete('parts', upload, [part]);
    assert.deepEqual(await other.read('parts'), pattern(7));
  });
}

async function rejectsWith(promise: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(promise, (error) => hasCode(error, code) && error instanceof BijouError && error.message !== '');
}

/** Keys of this upload among those under way. One whose beginning was not answered lies beside it until it is swept. */
async function underWay(objects: Objects, prefix: string, upload: string): Promise<readonly string[]> {
  const uploads = await objects.multipart.uploads(prefix);
  return uploads.filter((one) => one.upload === upload).map(({ key }) => key);
}

/** What the retries leave to a caller: it can make its body anew, or look whose object lies there. */
async function stubborn<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTransient(error) || tries === 5) throw error;
    }
  }
}

type Outcome = 'won' | 'lost' | 'in doubt';

async function outcome(put: Promise<unknown> | undefined): Promise<Outcome> {
  try {
    await put;
    return 'won';
  } catch (error) {
    if (hasCode(error, 'objects.precondition-failed')) return 'lost';
    if (hasCode(error, 'objects.uncertain')) return 'in doubt';
    throw error;
  }
}

/** Their places are the bytes that they put. */
async function winner(objects: Objects, outcomes: readonly Outcome[]): Promise<void> {
  const [there] = await objects.read('a');
  const won = outcomes.flatMap((one, at) => (one === 'won' ? [at] : []));
  assert.ok(won.length <= 1, `${won.length} were told that they had won`);
  assert.equal(outcomes[there ?? -1] === 'won' || outcomes[there ?? -1] === 'in doubt', true, `${there} lies there`);
  if (won.length === 1) assert.equal(there, won[0]);
}

export function pattern(length: number): Uint8Array<ArrayBuffer> {
  const tile = Uint8Array.from({ length: 65_521 }, (_, index) => (index * 7 + (index >> 8)) & 0xff);
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += tile.length) bytes.set(tile.subarray(0, length - at), at);
  return bytes;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
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
