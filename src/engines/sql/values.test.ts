import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BijouError } from '../../kit/index.ts';
import { checkValues } from './values.ts';

test('values that a driver would bend are refused with what to do instead', () => {
  const sentence = (value: unknown) => {
    try {
      checkValues(['fine', value], 'insert into t values (?, ?)');
    } catch (error) {
      assert.ok(error instanceof BijouError && error.details.place === 2);
      return `${error.code}: ${error.message}`;
    }
    return assert.fail(`${String(value)} was taken`);
  };
  assert.match(sentence(true), /sql\.bad-value.*Store 1 or 0/);
  assert.match(sentence(undefined), /sql\.bad-value.*null/);
  assert.match(sentence({ a: 1 }), /sql\.bad-value.*JSON/);
  assert.match(sentence(new Date(0)), /sql\.bad-value.*ISO 8601/);
  assert.match(sentence(Number.NaN), /sql\.bad-value/);
  assert.match(sentence(2 ** 53), /sql\.unsafe-integer/);
  assert.match(sentence(2n ** 53n), /sql\.unsafe-integer/);
  assert.match(sentence(-(2n ** 63n)), /sql\.unsafe-integer/);
});

test('strings, bytes, null and numbers that are kept exactly pass', () => {
  checkValues(['', 'ä', null, new Uint8Array(2), 1.5, Number.MAX_SAFE_INTEGER, -(2n ** 53n) + 1n], 'select ?');
});
