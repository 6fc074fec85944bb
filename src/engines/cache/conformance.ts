import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { type Clock, hasCode, systemClock } from '../../kit/index.ts';
import type { CacheAdapter } from './testing/adapter.ts';

const key = fc.constantFrom('a', 'b', 'a key with spaces, é and 🎬', 'x'.repeat(1000));
const value = fc.uint8Array({ maxLength: 4 });
const ttlSeconds = fc.constantFrom(100, 200);
const step = fc.oneof(
  fc.record({
    act: fc.constant('write' as const),
    how: fc.constantFrom('set' as const, 'add' as const),
    key,
    value,
    ttlSeconds,
  }),
  fc.record({ act: fc.constant('touch' as const), key, ttlSeconds }),
  fc.record({ act: fc.constant('read' as const), how: fc.constantFrom('get', 'many'), key }),
  fc.record({ act: fc.constant('delete' as const), key }),
);
const pass = fc.record({ act: fc.constant('pass' as const), seconds: fc.constantFrom(60, 110) });

/** What every adapter of the cache port promises. */
export function conformance(adapter: CacheAdapter): void {
  const { name, capabilities } = adapter;
  const needsSteadiness = capabilities.steady ? {} : { skip: 'it may forget at any moment' };
  // Where time to live goes by a clock that is not ours, no time passes.
  const steps = capabilities.ownClock ? fc.oneof({ weight: 4, arbitrary: step }, { weight: 1, arbitrary: pass }) : step;

  async function opened(t: TestContext) {
    const { place, remove } = await adapter.newPlace();
    let passed = 0;
    const moved = (time: () => number) => () => time() + passed;
    const clock: Clock = { ...systemClock, now: moved(systemClock.now), monotonic: moved(systemClock.monotonic) };
    const cache = await adapter.open(place, { clock });
    t.after(async () => {
      await cache.close();
      await remove();
    });
    return { cache, pass: (seconds: number) => (passed += seconds * 1000), now: clock.monotonic };
  }

  test(`${name}: what is read is the last certain write or a later doubtful one, in its time, or a miss`, async (t) => {
    const { cache, pass, now } = await opened(t);
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 30 }), async (taken) => {
        // What each key may hold: bytes with their end, or nothing, which it always may.
        const possible = new Map<string, { readonly bytes: string; readonly until: number }[]>();
        for (const each of ['a', 'b']) if (await cache.delete(each)) possible.set(each, []);
        for (const each of taken) {
          if (each.act === 'pass') {
            pass(each.seconds);
            continue;
          }
          const before = (possible.get(each.key) ?? []).filter(({ until }) => until > now());
          const untilOf = ('ttlSeconds' in each ? each.ttlSeconds : 0) * 1000;
          if (each.act === 'read') {
            const found =
              each.how === 'get' ? await cache.get(each.key) : (await cache.getMany([each.key])).get(each.key);
            const hex = found && Buffer.from(found).toString('hex');
            if (hex !== undefined && possible.has(each.key))
              assert.ok(
                before.some(({ bytes }) => bytes === hex),
                `${hex} is none of ${JSON.stringify(before)}`,
              );
            if (capabilities.steady && before.length > 0) assert.notEqual(hex, undefined);
          } else if (each.act === 'delete') {
            if (await cache.delete(each.key)) possible.set(each.key, []);
          } else if (each.act === 'touch') {
            await cache.touch(each.key, each);
            // Whether or not it is told so, each may stand for longer now.
            const longer = before.map(({ bytes }) => ({ bytes, until: now() + untilOf }));
            if (possible.has(each.key)) possible.set(each.key, [...before, ...longer]);
          } else {
            const bytes = Buffer.from(each.value).toString('hex');
            const done = await cache[each.how](each.key, each.value, each);
            if (capabilities.steady && possible.has(each.key))
              assert.equal(done, each.how === 'set' || before.length === 0);
            const written = { bytes, until: now() + untilOf };
            if (done) possible.set(each.key, [written]);
            else if (possible.has(each.key) && !capabilities.steady) possible.set(each.key, [...before, written]);
          }
        }
      }),
      { numRuns: capabilities.steady ? 200 : 40 },
    );
  });

  test(`${name}: many keys are asked for at once, and only what is there is answered`, needsSteadiness, async (t) => {
    const { cache } = await opened(t);
    for (let n = 0; n < 100; n += 2) await cache.set(`k${n}`, Uint8Array.of(n), { ttlSeconds: 10 });
    const found = await cache.getMany(Array.from({ length: 100 }, (_, n) => `k${n}`));
    assert.equal(found.size, 50);
    for (const [each, bytes] of found) assert.equal(`k${bytes[0]}`, each);
  });

  test(`${name}: what a caller does to its bytes afterwards is not seen by others`, needsSteadiness, async (t) => {
    const { cache } = await opened(t);
    const mine = Uint8Array.of(1);
    await cache.set('k', mine, { ttlSeconds: 10 });
    mine[0] = 2;
    const read = await cache.get('k');
    assert.deepEqual(read, Uint8Array.of(1));
    if (read) read[0] = 3;
    assert.deepEqual(await cache.get('k'), Uint8Array.of(1));
  });

  test(`${name}: a value of 1 MiB is kept`, needsSteadiness, async (t) => {
    const { cache } = await opened(t);
    const large = new Uint8Array(1024 * 1024).fill(9);
    assert.equal(await cache.set('large', large, { ttlSeconds: 10 }), true);
    assert.deepEqual(await cache.get('large'), large);
  });

  test(`${name}: a time to live that no cache keeps, or no key, is a programmer's mistake`, async (t) => {
    const { cache } = await opened(t);
    const refused = (error: unknown) => hasCode(error, 'cache.refused');
    for (const seconds of [0, -1, 1.5, 2_592_001, Number.NaN])
      await assert.rejects(
        insist(() => cache.set('k', Uint8Array.of(), { ttlSeconds: seconds })),
        refused,
      );
    await assert.rejects(
      insist(() => cache.get('')),
      refused,
    );
  });
}

/** A cache that is away refuses nothing: asked often enough, it is there. */
async function insist(ask: () => Promise<unknown>): Promise<void> {
  for (let times = 0; times < 30; times += 1) await ask();
}
