// For tests: a writer in a process of its own prints what was acknowledged, is killed, and its word is checked.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killRounds, moduleBeside } from '../../../host/index.ts';
import { seededRandom, systemClock, systemRandom } from '../../../kit/index.ts';
import { openFolderObjects } from '../folder/open.ts';

/** Kills writers of one folder, one after the other: what each had acknowledged is there, whole, and no draft of it. */
export async function killWriters({
  rounds,
  seed = systemClock.now() % 1_000_000,
}: {
  rounds: number;
  seed?: number;
}): Promise<void> {
  console.log(`SEED=${seed}`);
  const folder = await mkdtemp(join(tmpdir(), 'bijou-objects-kill-'));
  try {
    await killRounds({
      module: moduleBeside(import.meta.url, './kill-writer'),
      args: [folder],
      rounds,
      random: seededRandom(seed),
      clock: systemClock,
      withinMs: 120,
      verify: (lines) => verify(folder, lines),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function verify(folder: string, said: readonly string[]): Promise<void> {
  const objects = await openFolderObjects({ folder, clock: systemClock, random: systemRandom });
  try {
    for (const line of said) {
      const [key = '', bytes] = line.split(' ');
      assert.equal((await objects.read(key)).length, Number(bytes), key);
    }
    for (const { key, bytes } of await objects.list('')) {
      assert.equal(bytes, lengthOf(key), `${key} is there in part`);
    }
    const drafts = (await readdir(join(folder, '.drafts'))).filter((name) => !name.endsWith('.lock'));
    assert.equal(drafts.length, 1, 'only our own drafts are left');
  } finally {
    await objects.close();
  }
}

/** Every key tells how long its object is. */
function lengthOf(key: string): number {
  return Number(key.split('-').at(-1));
}
