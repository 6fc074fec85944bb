import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { hasCode } from '../../kit/index.ts';
import type { Objects } from './index.ts';

const bytesOf = (value: string) => new TextEncoder().encode(value);
const fails = (code: string) => (error: unknown) => hasCode(error, code);

/** What every adapter of the objects port promises of uploads in parts. */
export function multipartConformance(name: string, opened: (t: TestContext) => Promise<Objects>): void {
  async function read(objects: Objects, key: string): Promise<string> {
    return Buffer.from(await objects.read(key)).toString();
  }

  test(`${name}: parts that come in any order, and again, are joined by number`, async (t) => {
    const objects = await opened(t);
    const { multipart } = objects;
    const upload = await multipart.create('film');
    await multipart.putPart('film', upload, 10, bytesOf('three'));
    await multipart.putPart('film', upload, 2, bytesOf('wrong'));
    await multipart.putPart('film', upload, 1, new Blob([bytesOf('one,')]).stream());
    await multipart.putPart('film', upload, 2, bytesOf('two,'));
    const parts = await multipart.parts('film', upload);
    assert.deepEqual(
      parts.map(({ number, bytes }) => [number, bytes]),
      [
        [1, 4],
        [2, 4],
        [10, 5],
      ],
    );
    assert.equal(await objects.head('film'), undefined);
    const info = await multipart.complete('film', upload, parts.toReversed());
    assert.equal(await read(objects, 'film'), 'one,two,three');
    assert.deepEqual(await objects.head('film'), info);
    assert.deepEqual(await multipart.uploads(''), []);
    await assert.rejects(multipart.complete('film', upload, parts), fails('objects.no-such-upload'));
  });

  test(`${name}: an upload of one part becomes the object as it is, also over an older one`, async (t) => {
    const objects = await opened(t);
    await objects.put('film', bytesOf('older'));
    const upload = await objects.multipart.create('film');
    const part = await objects.multipart.putPart('film', upload, 1, bytesOf('whole'));
    await objects.multipart.complete('film', upload, [part]);
    assert.equal(await read(objects, 'film'), 'whole');
  });

  test(`${name}: a part that is missing or was replaced is told, and the upload goes on`, async (t) => {
    const objects = await opened(t);
    const { multipart } = objects;
    const upload = await multipart.create('film');
    const stale = await multipart.putPart('film', upload, 1, bytesOf('old'));
    const part = await multipart.putPart('film', upload, 1, bytesOf('new'));
    for (const parts of [[stale], [part, { ...part, number: 2 }], []]) {
      await assert.rejects(multipart.complete('film', upload, parts), fails('objects.part-missing'));
    }
    await multipart.complete('film', upload, [part]);
    assert.equal(await read(objects, 'film'), 'new');
  });

  test(`${name}: uploads under way are listed by prefix until they are ended`, async (t) => {
    const { multipart } = await opened(t);
    const first = await multipart.create('a/one');
    const second = await multipart.create('b/two');
    const listed = async (prefix: string) => (await multipart.uploads(prefix)).map(({ key, upload }) => [key, upload]);
    assert.deepEqual(await listed(''), [
      ['a/one', first],
      ['b/two', second],
    ]);
    assert.deepEqual(await listed('b/'), [['b/two', second]]);
    await multipart.abort('a/one', first);
    await multipart.abort('a/one', first);
    assert.deepEqual(await listed(''), [['b/two', second]]);
    await assert.rejects(multipart.putPart('a/one', first, 1, bytesOf('x')), fails('objects.no-such-upload'));
    await assert.rejects(multipart.putPart('a/two', second, 1, bytesOf('x')), fails('objects.no-such-upload'));
    await assert.rejects(multipart.parts('x', '../../etc'), fails('objects.no-such-upload'));
    await assert.rejects(multipart.putPart('b/two', second, 0, bytesOf('x')), fails('objects.bad-part'));
  });
}
