import { openDice } from '../../../host/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { trialLog } from '../trial/open.ts';
import type { LogAdapter } from './rig.ts';
import { adapter as sqlite } from './sqlite.ts';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** The trial engine over SQLite. */
export const adapter: LogAdapter = {
  ...sqlite,
  name: 'trial',
  module: import.meta.url,
  // An answer that was lost is not counted.
  capabilities: { waitsForReaders: true, sweepsWhenAsked: false },
  open: async (place) => trialLog(await sqlite.open(place), openDice({ seed, name: 'log', clock: systemClock })),
};
