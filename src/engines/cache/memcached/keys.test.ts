import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pieceKey, wireKey } from './keys.ts';

const key = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 400 }),
  fc.constantFrom('\ud800', '\ud801', 'é'),
);

test('any key becomes one that memcached takes, and different ones stay different', () => {
  fc.assert(
    fc.property(key, key, (one, other) => {
      const [first, second] = [wireKey('bijou', one), wireKey('bijou', other)];
      assert.match(first, /^[!-~]{1,250}$/);
      assert.equal(first === second, one === other);
    }),
  );
  assert.notEqual(wireKey('bijou', '\ud800'), wireKey('bijou', '\ud801'));
});

test('a key cannot be made to look like a piece or a hash', () => {
  const hashed = wireKey('bijou', 'a key');
  assert.notEqual(wireKey('bijou', hashed.slice('bijou'.length)), hashed);
  assert.notEqual(wireKey('bijou', '/id/0'), pieceKey('bijou', { id: 'id', index: 0 }));
});
