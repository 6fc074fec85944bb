import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../host/index.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { openSqliteSessions } from '../sqlite/open.ts';
import type { SessionsAdapter } from './adapter.ts';

/** SQLite as the conformance suite and its children open it. */
export const adapter: SessionsAdapter = {
  name: 'sessions/sqlite',
  module: import.meta.url,
  capabilities: { answers: true },
  async newPlace() {
    const place = await mkdtemp(join(tmpdir(), 'bijou-sessions-'));
    return { place, remove: () => rm(place, { recursive: true, force: true }) };
  },
  open: (place, { clock = systemClock } = {}) =>
    openSqliteSessions({ file: join(place, 'suite.sqlite'), clock, random: systemRandom, logger: silentLogger }),
};
