import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { afterPrefix, decodeKey, encodeKey, encodeWholeKey, type KeyTypes } from './key.ts';

const types: KeyTypes = [
  ['a', 'text'],
  ['b', 'integer descending'],
  ['c', 'text descending'],
  ['d', 'integer'],
];
// Zeros, and letters whose UTF-16 and UTF-8 sort differently, on purpose.
const text = fc.string({ unit: fc.constantFrom('\0', '\u0001', 'a', 'é', '\uffff', '😀'), maxLength: 4 });
const integer = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.maxSafeInteger());
const key = fc.record({ a: text, b: integer, c: text, d: integer }, { noNullPrototype: true });
type Key = typeof key extends fc.Arbitrary<infer Value> ? Value : never;

suite('keys as bytes', () => {
  test('sort as their columns do, each in its direction', () => {
    fc.assert(
      fc.property(key, key, (one, other) => {
        const bytes = Buffer.compare(encodeWholeKey(types, one), encodeWholeKey(types, other));
        assert.equal(Math.sign(bytes), Math.sign(order(one, other)));
      }),
    );
  });

  test('give their columns back', () => {
    fc.assert(fc.property(key, (one) => assert.deepEqual(decodeKey(types, encodeWholeKey(types, one)), one)));
  });

  test('of the same leading columns lie before the first key after these, and no others do', () => {
    fc.assert(
      fc.property(key, key, (one, other) => {
        const prefix = encodeKey(types, { a: one.a, b: one.b });
        const end = afterPrefix(prefix);
        const found = encodeWholeKey(types, other);
        const within = Buffer.compare(prefix, found) <= 0 && (end === undefined || Buffer.compare(found, end) < 0);
        assert.equal(within, one.a === other.a && one.b === other.b);
      }),
    );
  });
});

function order(one: Key, other: Key): number {
  return utf8(one.a, other.a) || other.b - one.b || utf8(other.c, one.c) || one.d - other.d;
}

function utf8(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
