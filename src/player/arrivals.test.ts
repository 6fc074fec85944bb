import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../kit/index.ts';
import { rateMeter } from './abr/meter.ts';
import { addressBook } from './address-book.ts';
import { measureArrivals } from './arrivals.ts';
import { mediaFetch } from './media-fetch.ts';
import { pictureGate } from './picture-gate.ts';
import { handClock } from './testing/hand-clock.ts';

/** Fetches a file of so many bytes that comes at so many bits a second, or out of a cache, in no time. */
async function fetched({ bytes, rate, cached = false }: { bytes: number; rate: number; cached?: boolean }) {
  const clock = handClock();
  const meter = rateMeter(8_000_000);
  const arrivals = measureArrivals(meter, { clock, cameByNetwork: () => !cached });
  const piece = 8_000;
  const body = () =>
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        for (let left = bytes; left > 0; left -= piece) {
          const next = Math.min(piece, left);
          if (!cached) await clock.sleep((next * 8_000) / rate);
          controller.enqueue(new Uint8Array(next));
        }
        controller.close();
      },
    });
  const reports: number[] = [];
  const fetchMedia = mediaFetch({
    clock,
    random: seededRandom(1),
    book: addressBook(clock),
    keeper: { generation: 1, renew: () => Promise.resolve() },
    arrivals,
    fetch: async () => new Response(body(), { headers: { 'content-length': String(bytes) } }),
  });
  const answer = fetchMedia({
    addresses: () => ['http://one.test/a/media.mp4'],
    headers: {},
    signal: new AbortController().signal,
    onProgress: (_ms, count) => reports.push(count),
  });
  await clock.move(60_000);
  await answer;
  return { rate: meter.rate ?? 0, reports };
}

test('the network is measured as its bytes arrive, whenever the core hears of them', async () => {
  for (const rate of [400_000, 1_500_000, 5_000_000]) {
    const measured = await fetched({ bytes: 150_000, rate });
    assert.ok(Math.abs(measured.rate / rate - 1) < 0.1, `${rate} was measured as ${measured.rate}`);
  }
});

test("what the browser's own cache answers says nothing of the network, and leaves room for doubt", async () => {
  const { rate } = await fetched({ bytes: 150_000, rate: 1, cached: true });
  assert.ok(rate >= 8_000_000 && rate <= 10_000_000, `${rate}`);
});

test('who plays out of the cache at a rate that was low once dares more after a while, and no more than so much', () => {
  const meter = rateMeter(300_000);
  for (let segment = 0; segment < 4; segment += 1) meter.doubt();
  assert.ok((meter.rate ?? 0) > 600_000);
  for (let segment = 0; segment < 100; segment += 1) meter.doubt();
  assert.ok((meter.rate ?? 0) <= 1_200_000);
  for (let now = 100; now <= 2_000; now += 100) meter.add({ now, ms: 100, bytes: 5_000 });
  assert.ok(Math.abs((meter.rate ?? 0) - 400_000) < 20_000, 'what is measured ends the doubt');
});

test('segments too small to measure by tell what the network carries at least, and never that it carries less', async () => {
  assert.ok((await fetched({ bytes: 12_000, rate: 30_000_000 })).rate > 20_000_000);
  assert.equal((await fetched({ bytes: 12_000, rate: 50_000 })).rate, 8_000_000);
});

test('what a fast network brings in a moment is measured all the same', async () => {
  assert.ok((await fetched({ bytes: 400_000, rate: 40_000_000 })).rate > 20_000_000);
});

test('an index of a few hundred bytes says nothing of the network', async () => {
  assert.equal((await fetched({ bytes: 900, rate: 50_000 })).rate, 8_000_000);
});

test('pictures are asked for once those before lie where the screen finds them, or after a moment', async () => {
  const clock = handClock();
  const gate = pictureGate(clock);
  const { signal } = new AbortController();
  const passed: string[] = [];
  const pass = (name: string) => gate.open(signal).then(() => passed.push(name));
  await pass('first');
  gate.delivered();
  const second = pass('second');
  await clock.move(50);
  assert.deepEqual(passed, ['first']);
  gate.appended();
  await second;
  gate.delivered();
  const third = pass('third');
  await clock.move(200);
  await third;
  await pass('fourth');
  assert.deepEqual(passed, ['first', 'second', 'third', 'fourth']);
});
