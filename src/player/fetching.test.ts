import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlayGrant } from '../contracts/index.ts';
import { BijouError, seededRandom } from '../kit/index.ts';
import { addressBook } from './address-book.ts';
import { playerErrors } from './errors.ts';
import { keepGrant } from './grant-keeper.ts';
import { mediaFetch, type Outage } from './media-fetch.ts';
import { handClock } from './testing/hand-clock.ts';

function grantUntil(expires: number, mark = 'a'): PlayGrant {
  return {
    title: 'title',
    name: 'A film',
    version: 'v7',
    durationSeconds: 60,
    hls: [],
    dash: [],
    expiresAt: new Date(expires).toISOString(),
    folders: { 'title/v7/720p': [`http://one.test/${mark}/`, `http://two.test/${mark}/`] },
    chapters: [],
  };
}

test('a grant is renewed before it ends, for the same version', async () => {
  const clock = handClock();
  const asked: unknown[] = [];
  const keeper = keepGrant(grantUntil(clock.now() + 600_000), {
    clock,
    ask: async (request) => {
      asked.push(request);
      return grantUntil(clock.now() + 600_000, 'b');
    },
  });
  await clock.move(470_000);
  assert.equal(asked.length, 0);
  await clock.move(20_000);
  assert.deepEqual(asked, [{ title: 'title', version: 'v7' }]);
  assert.equal(keeper.generation, 2);
  keeper.stop();
});

test('a renewal that fails is tried again until it succeeds', async () => {
  const clock = handClock();
  let asked = 0;
  const keeper = keepGrant(grantUntil(clock.now() + 30_000), {
    clock,
    ask: async () => {
      asked += 1;
      if (asked < 4) throw playerErrors.error('player.core-missing');
      return grantUntil(clock.now() + 30_000, 'b');
    },
  });
  await clock.move(29_000);
  assert.equal(keeper.generation, 2);
  keeper.stop();
});

test('many who are refused at once cause one renewal', async () => {
  const clock = handClock();
  let asked = 0;
  const keeper = keepGrant(grantUntil(clock.now() + 600_000), {
    clock,
    ask: async () => {
      asked += 1;
      return grantUntil(clock.now() + 600_000, 'b');
    },
  });
  await Promise.all([keeper.renew(1), keeper.renew(1), keeper.renew(1)]);
  await keeper.renew(1);
  assert.equal(asked, 1);
  keeper.stop();
});

test('a version that has gone is told when a server refuses it, and is no end of the film', async () => {
  const clock = handClock();
  const outages: (Outage | undefined)[] = [];
  let told = 0;
  const gone = { code: 'playback.no-such-version', status: 404, retry: 'never', sentence: '', details: {} } as const;
  const keeper = keepGrant(grantUntil(clock.now() + 600_000), {
    clock,
    ask: () => Promise.reject(new BijouError(gone)),
    onRetiring: () => {
      told += 1;
    },
  });
  const stop = new AbortController();
  mediaFetch({
    ...{ clock, random: seededRandom(1), book: addressBook(clock), keeper },
    fetch: async () => new Response(null, { status: 404 }),
    onOutage: (outage) => outages.push(outage),
  })({ addresses: () => ['http://one.test/media.mp4'], headers: {}, signal: stop.signal }).catch(() => undefined);
  await clock.move(2_000);
  assert.ok(told > 0);
  assert.ok(outages.length > 0 && outages.every((outage) => outage?.final === false));
  stop.abort();
  keeper.stop();
});

test('a machine whose time of day is wrong does not ask without end', async () => {
  const clock = handClock();
  let asked = 0;
  const keeper = keepGrant(grantUntil(clock.now() - 3_600_000), {
    clock,
    ask: async () => {
      asked += 1;
      return grantUntil(clock.now() - 3_600_000);
    },
  });
  await clock.move(60_000);
  assert.equal(asked, 0);
  keeper.stop();
});

test('an address that failed is passed over for a while, then asked first again', async () => {
  const clock = handClock();
  const book = addressBook(clock);
  const addresses = ['http://one.test/x', 'http://two.test/x'];
  book.failed('http://one.test/other');
  assert.deepEqual(book.ranked(addresses), ['http://two.test/x', 'http://one.test/x']);
  await clock.move(5_001);
  assert.deepEqual(book.ranked(addresses), addresses);
});

/** A media fetch over answers by address; everything that it asks for is noted. */
function fetching(answers: (address: string) => Response) {
  const clock = handClock();
  const asked: string[] = [];
  const outages: (Outage | undefined)[] = [];
  let mark = 'a';
  let generation = 1;
  const fetchMedia = mediaFetch({
    clock,
    random: seededRandom(1),
    book: addressBook(clock),
    keeper: {
      get generation() {
        return generation;
      },
      async renew() {
        mark = 'b';
        generation += 1;
      },
    },
    fetch: async (input) => {
      asked.push(String(input));
      return answers(String(input));
    },
    onOutage: (outage) => outages.push(outage),
  });
  const stop = new AbortController();
  const answer = fetchMedia({
    addresses: () => [`http://one.test/${mark}/media.mp4`, `http://two.test/${mark}/media.mp4`],
    headers: { range: 'bytes=0-3' },
    signal: stop.signal,
  });
  return { answer, asked, clock, outages, stop };
}

test('a refused signature is renewed and asked for again at once', async () => {
  const { answer, asked } = fetching((address) =>
    address.includes('/a/') ? new Response(null, { status: 403 }) : new Response('film'),
  );
  assert.equal(new TextDecoder().decode((await answer).data), 'film');
  assert.deepEqual(asked, ['http://one.test/a/media.mp4', 'http://one.test/b/media.mp4']);
});

test('a server that fails hands over to the next', async () => {
  const { answer, asked } = fetching((address) =>
    address.includes('one') ? new Response(null, { status: 503 }) : new Response('film'),
  );
  assert.equal((await answer).address, 'http://two.test/a/media.mp4');
  assert.equal(asked.length, 2);
});

test('when every server is away for a minute and a half, the fetch waits, and then succeeds', async () => {
  let isBack = false;
  const { answer, clock, outages } = fetching(() => {
    if (!isBack) throw new TypeError('Failed to fetch');
    return new Response('film');
  });
  await clock.move(90_000);
  assert.equal(outages.at(-1)?.final, false);
  isBack = true;
  await clock.move(10_000);
  assert.equal((await answer).status, 200);
  assert.equal(outages.at(-1), undefined);
});

test('where every server was started again at another address, the fetch goes on there', async () => {
  const { answer, clock } = fetching((address) => {
    if (address.includes('/a/')) throw new TypeError('Failed to fetch');
    return new Response('film');
  });
  await clock.move(5_000);
  assert.equal((await answer).address, 'http://one.test/b/media.mp4');
});

test('a fetch that is no longer wanted ends at once, also between attempts', async () => {
  const { answer, clock, stop } = fetching(() => {
    throw new TypeError('Failed to fetch');
  });
  await clock.move(3_000);
  stop.abort(new Error('enough'));
  await assert.rejects(answer, /enough/);
});
