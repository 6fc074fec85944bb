import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { systemClock } from '../../../kit/index.ts';
import { openMemoryCache } from './open.ts';

const lifetime = { ttlSeconds: 60 };

suite('a cache in memory', () => {
  test('keeps within its bytes, and keeps what is asked for rather than what came once', async () => {
    const cache = openMemoryCache({ maxBytes: 100_000, clock: systemClock });
    const value = new Uint8Array(1000);
    for (const key of ['home', 'title']) await cache.set(key, value, lifetime);
    for (let n = 0; n < 1000; n += 1) {
      await cache.set(`once ${n}`, value, lifetime);
      await cache.getMany(['home', 'title']);
    }
    assert.equal((await cache.getMany(['home', 'title'])).size, 2);
    const kept = await cache.getMany(Array.from({ length: 1000 }, (_, n) => `once ${n}`));
    assert.ok(kept.size > 50 && kept.size < 100, `${kept.size} of 1,000 kept`);
  });

  test('says no to what is larger than all of it, and then holds no older value either', async () => {
    const cache = openMemoryCache({ maxBytes: 10_000, clock: systemClock });
    await cache.set('k', Uint8Array.of(1), lifetime);
    assert.equal(await cache.set('k', new Uint8Array(20_000), lifetime), false);
    assert.equal(await cache.get('k'), undefined);
  });
});
