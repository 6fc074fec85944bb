import { openDice } from '../../../host/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { trialCache } from '../trial/open.ts';
import type { CacheAdapter } from './adapter.ts';
import { adapter as memory } from './memory.ts';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** A cache that comes and goes before one that stays. */
export const adapter: CacheAdapter = {
  name: `cache/trial (SEED=${seed})`,
  module: import.meta.url,
  capabilities: { steady: false, ownClock: true },
  newPlace: memory.newPlace,
  async open(place, options) {
    return trialCache(await memory.open(place, options), openDice({ seed, name: 'cache', clock: systemClock }));
  },
};
