import type { Dice } from '../../../host/index.ts';
import type { Cache } from '../index.ts';

/**
 * A cache whose servers come and go: it forgets, misses, answers late, and says false of writes that it did or did not
 * do, so that older values stay to be read.
 */
export function trialCache(cache: Cache, dice: Dice): Cache {
  return {
    async get(key) {
      await dice.delay(2);
      await forgetting(key);
      return dice.happens(0.05) ? undefined : cache.get(key);
    },
    async getMany(keys) {
      await dice.delay(2);
      // A server that is away takes its share of the keys with it.
      return cache.getMany(keys.filter(() => !dice.happens(0.1)));
    },
    set: (key, value, lifetime) => doubted(() => cache.set(key, value, lifetime)),
    add: (key, value, lifetime) => doubted(() => cache.add(key, value, lifetime)),
    delete: (key) => doubted(() => cache.delete(key)),
    touch: (key, lifetime) => doubted(() => cache.touch(key, lifetime)),
    close: () => cache.close(),
  };

  async function doubted(write: () => Promise<boolean>): Promise<boolean> {
    await dice.delay(2);
    if (dice.happens(0.05)) return false;
    const done = await write();
    return dice.happens(0.05) ? false : done;
  }

  async function forgetting(key: string): Promise<void> {
    if (dice.happens(0.03)) await cache.delete(key);
  }
}
