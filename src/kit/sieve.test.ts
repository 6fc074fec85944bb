import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { sieve } from './sieve.ts';

/** SIEVE as its paper tells it, on an array with the newest first; the hand is the key that it stands at. */
function naiveSieve(budget: number) {
  let entries: { key: string; bytes: number; used: boolean }[] = [];
  let hand: string | undefined;
  const sum = () => entries.reduce((total, { bytes }) => total + bytes, 0);
  const towardsHead = (key: string) => entries[entries.findIndex((entry) => entry.key === key) - 1]?.key;
  function remove(key: string): void {
    if (hand === key) hand = towardsHead(key);
    entries = entries.filter((entry) => entry.key !== key);
  }
  return {
    keys: () => new Set(entries.map(({ key }) => key)),
    sum,
    get(key: string): boolean {
      const entry = entries.find((candidate) => candidate.key === key);
      if (entry !== undefined) entry.used = true;
      return entry !== undefined;
    },
    delete: remove,
    set(key: string, bytes: number): void {
      const used = entries.some((entry) => entry.key === key);
      remove(key);
      if (bytes > budget) return;
      while (sum() + bytes > budget) {
        for (;;) {
          hand ??= entries.at(-1)?.key;
          const entry = entries.find((candidate) => candidate.key === hand);
          assert.ok(entry !== undefined);
          if (!entry.used) break;
          entry.used = false;
          hand = towardsHead(entry.key);
        }
        remove(hand ?? '');
      }
      entries.unshift({ key, bytes, used });
    },
  };
}

suite('SIEVE', () => {
  test('keeps what a plain model of it keeps, whatever is done to it', () => {
    const key = fc.integer({ min: 0, max: 12 }).map(String);
    const step = fc.oneof(
      fc.record({ act: fc.constant('get' as const), key }),
      fc.record({ act: fc.constant('delete' as const), key }),
      fc.record({ act: fc.constant('set' as const), key, bytes: fc.integer({ min: 0, max: 35 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const evicted: string[] = [];
        const cache = sieve<number>({ budget: 30, onEvict: (name) => evicted.push(name) });
        const model = naiveSieve(30);
        for (const taken of steps) {
          if (taken.act === 'get') assert.equal(cache.get(taken.key) !== undefined, model.get(taken.key));
          if (taken.act === 'delete') {
            cache.delete(taken.key);
            model.delete(taken.key);
          }
          if (taken.act === 'set') {
            cache.set(taken.key, taken.bytes, taken.bytes);
            model.set(taken.key, taken.bytes);
          }
          assert.equal(cache.bytes, model.sum());
          assert.ok(cache.bytes <= 30);
          assert.equal(cache.count, model.keys().size);
          for (const kept of model.keys()) assert.ok(cache.has(kept));
          for (const gone of evicted.splice(0)) assert.ok(!cache.has(gone));
        }
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  test('forgives what was used and evicts the oldest that was not', () => {
    const cache = sieve<string>({ budget: 3 });
    for (const key of ['a', 'b', 'c']) cache.set(key, key, 1);
    cache.get('a');
    cache.set('d', 'd', 1);
    assert.deepEqual(['a', 'b', 'c', 'd'].filter(cache.has), ['a', 'c', 'd']);
    cache.set('e', 'e', 1);
    assert.deepEqual(['a', 'c', 'd', 'e'].filter(cache.has), ['a', 'd', 'e']);
  });

  test('keeps nothing that alone exceeds the budget, and evicts nothing for it', () => {
    const cache = sieve<string>({ budget: 3 });
    cache.set('a', 'a', 1);
    cache.set('b', 'b', 4);
    assert.ok(cache.has('a') && !cache.has('b'));
  });
});
