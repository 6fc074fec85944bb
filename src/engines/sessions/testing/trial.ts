import { openDice } from '../../../host/index.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { retrySessions } from '../../../platform/engines/retry-sessions.ts';
import { trialSessions } from '../trial/open.ts';
import type { SessionsAdapter } from './adapter.ts';
import { adapter as sqlite } from './sqlite.ts';

const seed = Number(process.env.BIJOU_TRIAL_SEED ?? Date.now() % 1_000_000);

/** A bad network before SQLite, with what the platform puts before every engine: that alone makes it bearable. */
export const adapter: SessionsAdapter = {
  name: `sessions/trial (BIJOU_TRIAL_SEED=${seed})`,
  module: import.meta.url,
  capabilities: { answers: false },
  newPlace: sqlite.newPlace,
  async open(place, options) {
    const dice = openDice({ seed, name: 'sessions', clock: systemClock });
    const trial = trialSessions(await sqlite.open(place, options), dice);
    return retrySessions(trial, { clock: systemClock, random: systemRandom });
  },
};
