import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../host/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { openSqliteLog } from '../sqlite/open.ts';
import type { LogAdapter } from './rig.ts';

/** This adapter as the conformance suite and its children open it: with partitions, so that they are tried. */
export const adapter: LogAdapter = {
  name: 'sqlite',
  module: import.meta.url,
  capabilities: { waitsForReaders: true },
  newPlace: () => mkdtemp(join(tmpdir(), 'bijou-log-')),
  removePlace: (place) => rm(place, { recursive: true, force: true }),
  open: (place) =>
    openSqliteLog({
      ...{ file: join(place, 'suite.sqlite'), partitions: 3, claimEveryMs: 40 },
      ...{ clock: systemClock, logger: silentLogger },
    }),
};
