import { openDice } from '../../../host/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { trialSql } from '../trial/open.ts';
import { adapter as sqlite } from './sqlite.ts';
import type { SqlAdapter } from './tables.ts';

/** The embedded engine on trial. The seed comes by the environment, so that children of the suite draw by it too. */
export const adapter: SqlAdapter = {
  ...sqlite,
  name: 'trial',
  module: import.meta.url,
  async open(place, migrations) {
    const seed = Number(process.env.BIJOU_TRIAL_SEED ?? 1);
    return trialSql(
      await sqlite.open(place, migrations),
      openDice({ seed, name: String(process.pid), clock: systemClock }),
    );
  },
};
