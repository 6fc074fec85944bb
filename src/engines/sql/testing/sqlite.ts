import { join } from 'node:path';
import { silentLogger } from '../../../host/index.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { openSqlite } from '../sqlite/open.ts';
import type { SqlAdapter } from './tables.ts';

/** This adapter as the conformance suite and its children open it. */
export const adapter: SqlAdapter = {
  module: import.meta.url,
  open: (place, migrations) =>
    openSqlite({
      file: join(place, 'suite.sqlite'),
      migrations,
      clock: systemClock,
      random: systemRandom,
      logger: silentLogger,
    }),
};
