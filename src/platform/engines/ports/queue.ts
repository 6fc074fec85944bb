import { join } from 'node:path';
import { z } from 'zod';
import type { Queue } from '../../../engines/queue/index.ts';
import { openSqliteQueue } from '../../../engines/queue/sqlite/open.ts';
import { trialQueue } from '../../../engines/queue/trial/open.ts';
import { adapter, type EnginePort } from '../port.ts';
import { retryQueue } from '../retry-queue.ts';

/** A ticket received more often than this goes to the dead letters. */
export const maxReceives = 20;

export const queue: EnginePort<unknown, Queue> = {
  adapters: {
    sqlite: adapter({
      options: z.strictObject({}),
      open: (_, { folder, clock, random, logger }) =>
        openSqliteQueue({ file: join(folder, 'queue.sqlite'), maxReceives, clock, random, logger }),
    }),
  },
  embedded: 'sqlite',
  trial: trialQueue,
  called: retryQueue,
};
