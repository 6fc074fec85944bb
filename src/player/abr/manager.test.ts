import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Variant } from '../shaka/library.ts';
import { handClock } from '../testing/hand-clock.ts';
import type { Standing } from './index.ts';
import { houseManager } from './manager.ts';

// As much of a page as a manager looks at.
const page = globalThis as unknown as Record<string, unknown>;
Object.assign(page, { innerWidth: 1920, innerHeight: 1080, devicePixelRatio: 1, HTMLVideoElement: class {} });
after(() => {
  for (const name of ['innerWidth', 'innerHeight', 'devicePixelRatio', 'HTMLVideoElement']) delete page[name];
});

const variants = [300_000, 900_000, 2_500_000].map(
  (bandwidth, at) => ({ bandwidth, video: { width: 320 * 2 ** at, height: 180 * 2 ** at } }) as unknown as Variant,
);

/** Two managers of one film, as Shaka makes them: one that fetches ahead, one that plays. */
function film(network: { rate: number | undefined }) {
  const standing: Standing = { variant: undefined, rung: undefined };
  const switches: { bandwidth: number; drops: boolean }[] = [];
  const make = () => {
    const manager = houseManager({
      clock: handClock(),
      setGoal: () => undefined,
      rate: () => network.rate,
      left: () => 1_000_000,
      standing,
    });
    manager.setVariants(variants, false);
    return manager;
  };
  return {
    switches,
    ahead: make,
    plays() {
      const manager = make();
      manager.init(({ bandwidth }, drops = false) => switches.push({ bandwidth, drops }), undefined as never);
      return manager;
    },
  };
}

test('what was fetched before there was a screen is shown first, however good the network has proved', () => {
  const network = { rate: 1_000_000 as number | undefined };
  const { ahead, plays, switches } = film(network);
  const first = ahead().chooseVariant(true);
  network.rate = 50_000_000;
  const player = plays();
  assert.equal(player.chooseVariant(true), first);
  player.enable();
  player.segmentDownloaded(100, 200_000, true);
  player.trySuggestStreams();
  assert.deepEqual(switches, []);
});

test('a better rung is taken up between two segments, a worse one where the present one comes too late, and neither drops what lies ahead', () => {
  const network = { rate: 1_000_000 as number | undefined };
  const { plays, switches } = film(network);
  const player = plays();
  player.chooseVariant(true);
  player.enable();
  network.rate = 50_000_000;
  player.segmentDownloaded(100, 200_000, true);
  assert.deepEqual(switches, []);
  player.betweenSegments();
  assert.deepEqual(switches, [{ bandwidth: 2_500_000, drops: false }]);
  network.rate = 500_000;
  player.segmentDownloaded(100, 5_000, true);
  assert.deepEqual(switches.at(-1), { bandwidth: 300_000, drops: false });
});

test("what Shaka says of the network's speed is not listened to", () => {
  const network = { rate: 1_000_000 as number | undefined };
  const { plays, switches } = film(network);
  const player = plays();
  player.chooseVariant(true);
  player.enable();
  // Its reports of a second of fetching ahead, handed over all at once.
  for (let report = 0; report < 10; report += 1) player.segmentDownloaded(1, 20_000, true);
  player.betweenSegments();
  assert.ok(switches.every(({ bandwidth }) => bandwidth <= 900_000));
  assert.equal(player.getBandwidthEstimate(), 1_000_000);
});

test('another version of the film begins in the rung that stood', () => {
  const network = { rate: 5_000_000 as number | undefined };
  const { ahead, plays } = film(network);
  const player = plays();
  player.chooseVariant(true);
  player.enable();
  player.betweenSegments();
  assert.equal(player.getBandwidthEstimate(), 5_000_000);
  const next = ahead();
  const others = variants.map((variant) => ({ ...variant }));
  next.setVariants(others, false);
  assert.equal(next.chooseVariant(true)?.bandwidth, 2_500_000);
});
