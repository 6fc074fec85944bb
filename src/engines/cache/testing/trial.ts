import { openDice } from '../../../host/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { trialCache } from '../trial/open.ts';
import type { CacheAdapter } from './adapter.ts';
import { adapter as memory } from './memory.ts';

const seed = Number(process.env.BIJOU_TRIAL_SEED ?? Date.now() % 1_000_000);

/** A cache that comes and goes before one that stays. */
export const adapter: CacheAdapter = {
  name: `cache/trial (BIJOU_TRIAL_SEED=${seed})`,
  module: import.meta.url,
  capabilities: { steady: false, ownClock: true },
  newPlace: memory.newPlace,
  async open(place, options) {
    return trialCache(await memory.open(place, options), openDice({ seed, name: 'cache', clock: systemClock }));
  },
};
