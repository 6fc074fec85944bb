import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined } from './pieces.ts';

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
