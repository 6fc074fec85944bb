import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paceOf } from './pace.ts';

const mebibyte = 1024 * 1024;
const fresh = { rowsLeft: 5000, bytesLeft: 2 * mebibyte, rowsSeen: 0, bytesSeen: 0 };

test('a table of which nothing is known is asked for few rows, and one of small rows soon for many', () => {
  const pace = paceOf(5);
  assert.equal(pace.rows(fresh), 16);
  assert.equal(pace.rows({ ...fresh, rowsSeen: 16, bytesSeen: 1600 }), 128);
  pace.saw(16, 1600);
  assert.equal(pace.rows(fresh), 250);
});

test('rows of a mebibyte are asked for two at a time, however small the table’s others are', () => {
  const pace = paceOf(5);
  pace.saw(100, 10_000);
  const page = { rowsLeft: 4990, bytesLeft: 2 * mebibyte, rowsSeen: 10, bytesSeen: 10 * mebibyte };
  assert.equal(pace.rows(page), 2);
  for (let n = 0; n < 20; n += 1) pace.saw(1, mebibyte);
  assert.ok(pace.rows(fresh) <= 3);
});

test('no answer holds more columns that may be deletions than a replica will read', () => {
  assert.ok(paceOf(499).rows({ ...fresh, rowsSeen: 1000, bytesSeen: 1000 }) <= 100);
});
