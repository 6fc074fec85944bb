import { join } from 'node:path';
import { z } from 'zod';
import type { Index } from '../../../engines/index/index.ts';
import { openSqliteIndex } from '../../../engines/index/sqlite/open.ts';
import { trialIndex } from '../../../engines/index/trial/open.ts';
import { adapter, type EnginePort } from '../port.ts';
import { retryIndex } from '../retry-index.ts';

export const index: EnginePort<unknown, Index> = {
  adapters: {
    sqlite: adapter({
      options: z.strictObject({}),
      open: (_, { folder, clock, logger }) => openSqliteIndex({ file: join(folder, 'index.sqlite'), clock, logger }),
    }),
  },
  embedded: 'sqlite',
  trial: (engine, { dice }) => trialIndex(engine, dice),
  called: retryIndex,
};
