import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCache } from './cache.ts';

const key = 'titles';

function withTitles() {
  let now = 1;
  const cache = createCache(() => now++);
  cache.put(key, ['a', 'b']);
  return { cache, shown: () => cache.read<readonly string[]>(key).value };
}

test('what was known stays while it is asked for again, and when that fails', async () => {
  const { cache, shown } = withTitles();
  const asked = cache.ask(key, () => Promise.reject(new Error('away')));
  assert.equal(cache.read(key).asking, true);
  await asked;
  assert.deepEqual(shown(), ['a', 'b']);
  assert.equal(cache.read(key).error?.code, 'app.fault');
  await cache.ask(key, async () => ['c']);
  assert.deepEqual(shown(), ['c']);
  assert.equal(cache.read(key).error, undefined);
});

test('one question at a time', async () => {
  const { cache } = withTitles();
  let questions = 0;
  const ask = async () => {
    questions += 1;
    return [];
  };
  await Promise.all([cache.ask(key, ask), cache.ask(key, ask)]);
  assert.equal(questions, 1);
});

test('a change is shown at once, and put back where it fails', async () => {
  const { cache, shown } = withTitles();
  const server = Promise.withResolvers<void>();
  const remove = cache.write<readonly string[], void>(key, {
    change: (titles) => titles.filter((title) => title !== 'a'),
    send: () => server.promise,
  });
  assert.deepEqual(shown(), ['b']);
  server.reject(new Error('full'));
  await assert.rejects(remove, /full/);
  assert.deepEqual(shown(), ['a', 'b']);
});

test('one that fails takes nothing of another with it', async () => {
  const { cache, shown } = withTitles();
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const add = (name: string, answer: Promise<string>) =>
    cache.write<readonly string[], string>(key, {
      change: (titles) => [...titles, name],
      send: () => answer,
      settle: (titles, settled) => [...titles, settled],
    });
  const adding = [add('x', first.promise), add('y', second.promise)];
  assert.deepEqual(shown(), ['a', 'b', 'x', 'y']);
  second.resolve('Y');
  await adding[1];
  assert.deepEqual(shown(), ['a', 'b', 'Y', 'x']);
  first.reject(new Error('no'));
  await assert.rejects(adding[0] ?? Promise.resolve());
  assert.deepEqual(shown(), ['a', 'b', 'Y']);
});

test('an answer that was asked for before a change does not undo it', async () => {
  const { cache, shown } = withTitles();
  const old = Promise.withResolvers<readonly string[]>();
  const asked = cache.ask(key, () => old.promise);
  await cache.write<readonly string[], void>(key, { change: () => ['changed'], send: async () => undefined });
  old.resolve(['a', 'b']);
  await asked;
  assert.deepEqual(shown(), ['changed']);
  assert.equal(cache.read(key).at, 0);
});

test('those who watch are told of each change, until they stop', () => {
  const { cache } = withTitles();
  let told = 0;
  const stop = cache.watch(key, () => {
    told += 1;
  });
  cache.put(key, ['z']);
  stop();
  cache.put(key, ['y']);
  assert.equal(told, 1);
});
