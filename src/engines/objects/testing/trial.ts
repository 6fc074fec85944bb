import { openDice } from '../../../host/index.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { retryObjects } from '../../../platform/engines/retry-objects.ts';
import { trialObjects } from '../trial/open.ts';
import type { ObjectsAdapter } from './adapter.ts';
import { adapter as folder } from './folder.ts';

const seed = Number(process.env.BIJOU_TRIAL_SEED ?? Date.now() % 1_000_000);

/** A folder as a network might have it, behind the retries that services have before them. */
export const adapter: ObjectsAdapter = {
  ...folder,
  name: 'objects/trial',
  capabilities: { takeIn: false, presign: false, snapshots: false, ordered: true, lastPart: true },
  async open(place) {
    const dice = openDice({ seed, name: `objects ${place}`, clock: systemClock });
    return retryObjects(trialObjects(await folder.open(place), dice), { clock: systemClock, random: systemRandom });
  },
};
