import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ketama } from './ring.ts';

const keys = Array.from({ length: 20_000 }, (_, n) => `title/${n}`);
const servers = (count: number) => Array.from({ length: count }, (_, n) => ({ host: `10.0.1.${n + 1}`, port: 11_211 }));

test('keys go where other clients of ketama look for them', () => {
  // Computed with Python's hashlib; the first key's place on the ring, 443691461, is in libmemcached's own tests.
  const ring = ketama([...servers(2), { host: '10.0.1.3', port: 11_212 }]);
  const known = { 'SVa_]_V41)': 2, a: 2, b: 1, hello: 1, 'bijou:home': 0, ['x'.repeat(100)]: 1, 'title/7': 2 };
  for (const [key, server] of Object.entries(known)) assert.equal(ring(key), server, key);
});

test('a server that leaves moves its own share and no other', () => {
  const five = ketama(servers(5));
  const four = ketama(servers(4));
  let moved = 0;
  for (const key of keys) {
    if (five(key) === 4) moved += 1;
    else assert.equal(four(key), five(key), key);
  }
  const share = moved / keys.length;
  assert.ok(share > 0.12 && share < 0.28, `${share} of the keys`);
});
