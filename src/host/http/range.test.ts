import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseRange, parseRange } from './range.ts';

const rangeOf = (header: string | null, size: number) => chooseRange(parseRange(header), size);

test('single ranges are given as asked, cut at the end of the file', () => {
  assert.deepEqual(rangeOf('bytes=0-9', 100), { first: 0, last: 9 });
  assert.deepEqual(rangeOf('bytes=90-', 100), { first: 90, last: 99 });
  assert.deepEqual(rangeOf('bytes=90-1000', 100), { first: 90, last: 99 });
  assert.deepEqual(rangeOf('bytes=-10', 100), { first: 90, last: 99 });
  assert.deepEqual(rangeOf('bytes=-1000', 100), { first: 0, last: 99 });
});

test('a range outside the file cannot be satisfied', () => {
  assert.equal(rangeOf('bytes=100-', 100), 'unsatisfiable');
  assert.equal(rangeOf('bytes=-0', 100), 'unsatisfiable');
  assert.equal(rangeOf('bytes=0-', 0), 'unsatisfiable');
});

test('what is no single byte range is answered with the whole file', () => {
  for (const header of [null, 'bytes=5-2', 'bytes=0-1,5-6', 'bytes=-', 'lines=0-1', 'bytes=a-b']) {
    assert.equal(rangeOf(header, 100), 'whole', String(header));
  }
});
