import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../../../engines/log/index.ts';
import { kafkaOptions } from '../../../engines/log/kafka/options.ts';
import { openSqliteLog } from '../../../engines/log/sqlite/open.ts';
import { trialLog } from '../../../engines/log/trial/open.ts';
import { adapter, type EnginePort } from '../port.ts';
import { retryLog } from '../retry-log.ts';

export const log: EnginePort<unknown, Log> = {
  adapters: {
    sqlite: adapter({
      options: z.strictObject({}),
      open: (_, { folder, clock, logger }) => openSqliteLog({ file: join(folder, 'log.sqlite'), clock, logger }),
    }),
    kafka: adapter({
      options: kafkaOptions,
      open: async (options, { clock, random }) => {
        const { openKafkaLog } = await import('../../../engines/log/kafka/open.ts');
        return openKafkaLog({ options, clock, random });
      },
    }),
  },
  embedded: 'sqlite',
  trial: (engine, { dice }) => trialLog(engine, dice),
  called: retryLog,
};
