import { openDice } from '../../../host/index.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { retryQueue } from '../../../platform/engines/retry-queue.ts';
import { trialQueue } from '../trial/open.ts';
import type { QueueAdapter } from './adapter.ts';
import { adapter as sqlite } from './sqlite.ts';

const seed = Number(process.env.BIJOU_TRIAL_SEED ?? Date.now() % 1_000_000);

/** SQLite as a network might have it, behind the retries that services have before them. */
export const adapter: QueueAdapter = {
  ...sqlite,
  name: 'queue/trial',
  module: import.meta.url,
  capabilities: { ownClock: true, once: false, fencing: false },
  async open(place, options) {
    const dice = openDice({ seed, name: `queue ${place}`, clock: systemClock });
    const trial = trialQueue(await sqlite.open(place, options), { dice, clock: systemClock });
    return retryQueue(trial, { clock: systemClock, random: systemRandom });
  },
};
