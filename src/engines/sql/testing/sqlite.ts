import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../host/index.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { openSqlite } from '../sqlite/open.ts';
import type { SqlAdapter } from './tables.ts';

/** This adapter as the conformance suite and its children open it. */
export const adapter: SqlAdapter = {
  name: 'sqlite',
  module: import.meta.url,
  capabilities: { ownClock: false, transactionalSchema: true, severalWriters: false, severalProcesses: true },
  newPlace: () => mkdtemp(join(tmpdir(), 'bijou-sql-')),
  dropPlace: (place) => rm(place, { recursive: true, force: true }),
  open: (place, migrations) =>
    openSqlite({
      file: join(place, 'suite.sqlite'),
      migrations,
      clock: systemClock,
      random: systemRandom,
      logger: silentLogger,
    }),
};
