import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../host/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { openSqliteIndex } from '../sqlite/open.ts';
import type { IndexAdapter } from './adapter.ts';

export const adapter: IndexAdapter = {
  name: 'index/sqlite',
  module: import.meta.url,
  async newPlace() {
    const place = await mkdtemp(join(tmpdir(), 'bijou-index-'));
    return { place, remove: () => rm(place, { recursive: true, force: true }) };
  },
  open: (place) => openSqliteIndex({ file: join(place, 'index.sqlite'), clock: systemClock, logger: silentLogger }),
};
