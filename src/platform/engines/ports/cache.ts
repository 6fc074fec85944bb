import { z } from 'zod';
import type { Cache } from '../../../engines/cache/index.ts';
import { openMemoryCache } from '../../../engines/cache/memory/open.ts';
import { trialCache } from '../../../engines/cache/trial/open.ts';
import { measureCache } from '../measure-cache.ts';
import { adapter, type EnginePort } from '../port.ts';

/** Of this process's own; taken as it fills. */
const maxBytes = 32 * 1024 * 1024;

export const cache: EnginePort<unknown, Cache> = {
  adapters: {
    memory: adapter({
      options: z.strictObject({}),
      open: async (_, { clock }) => openMemoryCache({ maxBytes, clock }),
    }),
  },
  embedded: 'memory',
  trial: (engine, { dice }) => trialCache(engine, dice),
  called: measureCache,
};
