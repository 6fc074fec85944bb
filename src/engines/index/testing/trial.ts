import { openDice } from '../../../host/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { trialIndex } from '../trial/open.ts';
import type { IndexAdapter } from './adapter.ts';
import { adapter as sqlite } from './sqlite.ts';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
let opened = 0;

export const adapter: IndexAdapter = {
  ...sqlite,
  name: `index/trial of sqlite, SEED=${seed}`,
  module: import.meta.url,
  async open(place) {
    opened += 1;
    return trialIndex(await sqlite.open(place), openDice({ seed, name: `index ${opened}`, clock: systemClock }));
  },
};
