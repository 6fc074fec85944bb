// For tests: a writer in a process of its own prints what was acknowledged, is killed, and its word is checked.
import assert from 'node:assert/strict';
import { killRounds, moduleBeside } from '../../../host/index.ts';
import { seededRandom, systemClock } from '../../../kit/index.ts';
import type { ObjectsAdapter } from './adapter.ts';

export interface KillWriters {
  /** The module that exports the adapter, under which name, and the adapter itself: the writer opens the same place. */
  readonly module: string;
  readonly name: string;
  readonly adapter: ObjectsAdapter;
  readonly rounds: number;
  readonly withinMs?: number;
  readonly seed?: number;
  /** Looks at what else is left in the place. */
  readonly leftovers?: (place: string) => Promise<void>;
}

/** Kills writers of one place, one after the other: what each had acknowledged is there, whole. */
export async function killWriters({
  module,
  name,
  adapter,
  rounds,
  withinMs = 120,
  seed = systemClock.now() % 1_000_000,
  leftovers = async () => undefined,
}: KillWriters): Promise<void> {
  console.log(`SEED=${seed}`);
  const { place, remove } = await adapter.newPlace();
  let acknowledged = 0;
  try {
    await killRounds({
      module: moduleBeside(import.meta.url, './kill-writer'),
      args: [module, name, place],
      rounds,
      random: seededRandom(seed),
      clock: systemClock,
      withinMs,
      async verify(lines) {
        acknowledged += lines.length;
        await verify(adapter, place, lines);
        await leftovers(place);
      },
    });
    console.log(`${rounds} kills, ${acknowledged} acknowledged, 0 lost`);
  } finally {
    await remove();
  }
}

async function verify(adapter: ObjectsAdapter, place: string, said: readonly string[]): Promise<void> {
  const objects = await adapter.open(place);
  try {
    for (const line of said) {
      const [key = '', bytes] = line.split(' ');
      assert.equal((await objects.read(key)).length, Number(bytes), key);
    }
    for (let after: string | undefined; ; ) {
      const page = await objects.list('', after === undefined ? {} : { after });
      for (const { key, bytes } of page) assert.equal(bytes, lengthOf(key), `${key} is there in part`);
      after = page.at(-1)?.key;
      if (page.length < 1_000) break;
    }
  } finally {
    await objects.close();
  }
}

/** Every key tells how long its object is. */
function lengthOf(key: string): number {
  return Number(key.split('-').at(-1));
}
