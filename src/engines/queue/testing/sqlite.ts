import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../host/index.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { openSqliteQueue } from '../sqlite/open.ts';
import type { QueueAdapter } from './adapter.ts';

/** SQLite as the conformance suite and its children open it. */
export const adapter: QueueAdapter = {
  name: 'queue/sqlite',
  module: import.meta.url,
  capabilities: { ownClock: true, once: true, fencing: true },
  async newPlace() {
    const place = await mkdtemp(join(tmpdir(), 'bijou-queue-'));
    return { place, remove: () => rm(place, { recursive: true, force: true }) };
  },
  open: (place, { maxReceives, clock = systemClock }) =>
    openSqliteQueue({
      file: join(place, 'suite.sqlite'),
      maxReceives,
      clock,
      random: systemRandom,
      logger: silentLogger,
    }),
};
