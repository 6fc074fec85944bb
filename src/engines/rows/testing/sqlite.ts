import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../host/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { openSqliteRows } from '../sqlite/open.ts';
import type { RowsAdapter } from './adapter.ts';

/** SQLite as the conformance suite and its children open it. */
export const adapter: RowsAdapter = {
  name: 'rows/sqlite',
  module: import.meta.url,
  capabilities: { ownClock: true, conditional: true, answers: true },
  async newPlace() {
    const place = await mkdtemp(join(tmpdir(), 'bijou-rows-'));
    return { place, remove: () => rm(place, { recursive: true, force: true }) };
  },
  open: (place, { clock = systemClock } = {}) =>
    openSqliteRows({ file: join(place, 'suite.sqlite'), clock, logger: silentLogger }),
};
