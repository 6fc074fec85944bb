import { join } from 'node:path';
import { silentLogger } from '../../../host/index.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { openSqliteQueue } from '../sqlite/open.ts';
import type { QueueAdapter } from './kill.ts';

/** This adapter as the conformance suite and its children open it. */
export const adapter: QueueAdapter = {
  module: import.meta.url,
  open: (place, { maxReceives, clock = systemClock }) =>
    openSqliteQueue({
      file: join(place, 'suite.sqlite'),
      maxReceives,
      clock,
      random: systemRandom,
      logger: silentLogger,
    }),
};
