import { openDice } from '../../../host/index.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { retryRows } from '../../../platform/engines/retry-rows.ts';
import { trialRows } from '../trial/open.ts';
import type { RowsAdapter } from './adapter.ts';
import { adapter as sqlite } from './sqlite.ts';

const seed = Number(process.env.BIJOU_TRIAL_SEED ?? Date.now() % 1_000_000);

/** A bad network before SQLite, with what the platform puts before every engine: that alone makes it bearable. */
export const adapter: RowsAdapter = {
  name: `rows/trial (BIJOU_TRIAL_SEED=${seed})`,
  module: import.meta.url,
  capabilities: { ownClock: true, conditional: true, answers: false },
  newPlace: sqlite.newPlace,
  async open(place, { clock = systemClock } = {}) {
    const dice = openDice({ seed, name: 'rows', clock: systemClock });
    const trial = trialRows(await sqlite.open(place, { clock }), { dice, clock });
    return retryRows(trial, { clock: { ...systemClock, now: clock.now }, random: systemRandom });
  },
};
