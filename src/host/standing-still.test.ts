import assert from 'node:assert/strict';
import { appendFile, mkdtemp, open, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Clock, systemClock } from '../kit/index.ts';
import { standsStill, watchGrowth } from './standing-still.ts';

/** Time as the files' own dates have it, set forward by hand. */
function handClock() {
  let forward = 0;
  const clock: Clock = {
    now: () => Date.now() + forward,
    monotonic: () => performance.now() + forward,
    sleep: async () => undefined,
  };
  return Object.assign(clock, {
    pass(ms: number) {
      forward += ms;
    },
  });
}

test('a file is whole once nobody has written to it for a while, and nobody is about to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-still-'));
  const file = join(folder, 'recording.ts');
  try {
    await writeFile(file, 'one');
    const clock = handClock();
    const growth = watchGrowth(file, { clock });
    assert.equal(await growth.hasStoodStill(), false);
    clock.pass(2_000);
    await appendFile(file, 'two');
    await utimes(file, clock.now() / 1000, clock.now() / 1000);
    assert.equal(await growth.hasStoodStill(), false);
    clock.pass(3_500);
    assert.equal(await growth.hasStoodStill(), true);

    // A recorder that thinks for a while has it open still. Who reads it is no matter.
    const writer = await open(file, 'a');
    const reader = await open(file, 'r');
    assert.equal(await growth.hasStoodStill(), process.platform !== 'linux');
    await writer.close();
    assert.equal(await growth.hasStoodStill(), true);
    await reader.close();

    // Left open for ever.
    const forgotten = await open(file, 'a');
    clock.pass(60_000);
    assert.equal(await growth.hasStoodStill(), true);
    await forgotten.close();

    // The date of another machine, whose clock is ahead: what we saw counts.
    await utimes(file, clock.now() / 1000 + 3_600, clock.now() / 1000 + 3_600);
    assert.equal(await growth.hasStoodStill(), false);
    clock.pass(3_100);
    assert.equal(await growth.hasStoodStill(), true);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a file that grows is waited for to its end', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-still-'));
  const file = join(folder, 'growing.ts');
  try {
    await writeFile(file, '');
    const pieces = 4;
    const writing = (async () => {
      for (let piece = 0; piece < pieces; piece += 1) {
        await systemClock.sleep(150);
        await appendFile(file, 'piece');
      }
      return 'written';
    })();
    const still = standsStill(file, { clock: systemClock, signal: new AbortController().signal, quiet: 1_000 });
    assert.equal(await Promise.race([writing, still.then(() => 'taken')]), 'written');
    await still;
  } finally {
    await rm(folder, { recursive: true });
  }
});
