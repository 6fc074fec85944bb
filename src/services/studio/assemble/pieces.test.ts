import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Objects } from '../../../engines/objects/index.ts';
import { joined, streamOfPieces } from './pieces.ts';

test('ranges that follow one another become one read, and nothing changes its place', () => {
  const bytes = new Uint8Array([1]);
  const pieces = [
    { bytes },
    { chunk: 0, first: 0, last: 9 },
    { chunk: 0, first: 10, last: 19 },
    { chunk: 0, first: 30, last: 39 },
    { chunk: 1, first: 40, last: 49 },
    { bytes },
    { chunk: 1, first: 50, last: 59 },
  ];
  assert.deepEqual(
    [...joined(pieces)],
    [
      { bytes },
      { chunk: 0, first: 0, last: 19 },
      { chunk: 0, first: 30, last: 39 },
      { chunk: 1, first: 40, last: 49 },
      { bytes },
      { chunk: 1, first: 50, last: 59 },
    ],
  );
});

test('what comes next is asked for while the first is still read, in its order, and let go where nobody reads on', async () => {
  let asked = 0;
  let open = 0;
  const objects = {
    async get(_key: string, range: { readonly first: number } = { first: 0 }) {
      asked += 1;
      open += 1;
      const left = [Uint8Array.of(range.first)];
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          const bytes = left.shift();
          if (bytes !== undefined) return controller.enqueue(bytes);
          open -= 1;
          controller.close();
        },
        cancel() {
          open -= 1;
        },
      });
      return { info: { key: 'a', bytes: 1, etag: 'e', modifiedAt: 0 }, body };
    },
  };
  const pieces = Array.from({ length: 20 }, (_, at) =>
    at % 2 === 0 ? { bytes: Uint8Array.of(100 + at) } : { chunk: 0, first: at, last: at },
  );
  const stream = () => streamOfPieces(objects as unknown as Objects, { pieces, keys: ['a'] });
  const seen: number[] = [];
  const reader = stream().getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    seen.push(...read.value);
    if (seen.length === 2) assert.ok(asked >= 2, 'the second range was not asked for yet');
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 100 + at : at)),
  );
  assert.equal(asked, 10);
  assert.equal(open, 0);
  const leaving = stream().getReader();
  await leaving.read();
  await leaving.cancel();
  assert.equal(open, 0);
});
