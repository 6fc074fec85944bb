import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Readiness } from '../contracts/index.ts';
import { silentLogger } from '../host/index.ts';
import { systemClock } from '../kit/index.ts';
import { type Health, type Watched, watchHealth } from './health.ts';
import { needsOf } from './table.ts';
import { targets as all, type Target } from './targets.ts';

/** A process with these targets, beside others that run elsewhere. */
async function health(
  targets: readonly Target[],
  { elsewhere = [], own = {} }: { elsewhere?: readonly Target[]; own?: Partial<Record<Target, Readiness>> } = {},
): Promise<Health> {
  const readiness = (target: Target) => (): Readiness => own[target] ?? { ready: true };
  const running = new Map<Target, Watched>(targets.map((target) => [target, { readiness: readiness(target) }]));
  const find = async (service: string) => (elsewhere.includes(service as Target) ? [{ address: 'http://peer' }] : []);
  const watch = watchHealth(running, { targets, discovery: { find }, clock: systemClock, logger: silentLogger });
  await watch.look();
  await watch.stop();
  return watch;
}

const without = (...gone: readonly Target[]) => all.filter((target) => !gone.includes(target));

test('a door stays ready without the studio, and says what it does without', async () => {
  const door = await health(['gateway'], { elsewhere: ['catalog', 'playback'] });
  assert.deepEqual(door.of('gateway'), { ready: true, degraded: 'gateway does without studio.' });
});

test('a door that nobody could watch through is not ready', async () => {
  for (const gone of needsOf('gateway').critical) {
    const door = await health(['gateway'], { elsewhere: without('gateway', gone) });
    assert.deepEqual(door.of('gateway'), { ready: false, why: `gateway waits for ${gone} to be found.` });
  }
});

test('in one process too, what only brings films in does not close the door', async () => {
  const why = 'There is no room.';
  for (const target of ['studio', 'encoder'] as const) {
    const house = await health(all, { own: { [target]: { ready: false, why } } });
    assert.equal(house.of('gateway').ready, true, `the door stays open without ${target}`);
    assert.deepEqual(house.now()[target], { ready: false, why });
  }
  const house = await health(all, { own: { appliance: { ready: false, why: 'It has no keys.' } } });
  assert.deepEqual(house.of('gateway'), { ready: false, why: 'It has no keys.' }, 'nothing can be played');
});

test('an encoder can do nothing without the studio', async () => {
  const encoder = await health(['encoder'], { elsewhere: without('studio', 'encoder') });
  assert.equal(encoder.of('encoder').ready, false);
});

test('no service needs itself, however far round', () => {
  const reached = (from: Target, seen: readonly Target[] = []): readonly Target[] =>
    needsOf(from).critical.flatMap((need) =>
      seen.includes(need) ? [need] : [need, ...reached(need, [...seen, need])],
    );
  for (const target of all) assert.ok(!reached(target).includes(target), target);
});

test('what a service says of itself stands beside what it does without', async () => {
  const own = { playback: { ready: true, degraded: 'An event waits.' } } as const;
  const playback = await health(['playback'], { elsewhere: ['appliance'], own });
  assert.deepEqual(playback.of('playback'), {
    ready: true,
    degraded: 'An event waits. playback does without catalog.',
  });
});
