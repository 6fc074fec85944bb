import { join } from 'node:path';
import { z } from 'zod';
import { cassandraOptions } from '../../../engines/rows/cassandra/options.ts';
import type { Rows } from '../../../engines/rows/index.ts';
import { openSqliteRows } from '../../../engines/rows/sqlite/open.ts';
import { trialRows } from '../../../engines/rows/trial/open.ts';
import { adapter, type EnginePort } from '../port.ts';
import { retryRows } from '../retry-rows.ts';

export const rows: EnginePort<unknown, Rows> = {
  adapters: {
    sqlite: adapter({
      options: z.strictObject({}),
      open: (_, { folder, clock, logger }) => openSqliteRows({ file: join(folder, 'rows.sqlite'), clock, logger }),
    }),
    cassandra: adapter({
      options: cassandraOptions,
      open: async (options, { clock }) => {
        const { openCassandra } = await import('../../../engines/rows/cassandra/open.ts');
        return openCassandra({ options, clock });
      },
    }),
  },
  embedded: 'sqlite',
  trial: trialRows,
  called: retryRows,
};
