import { systemClock } from '../../../kit/index.ts';
import { openMemoryCache } from '../memory/open.ts';
import type { CacheAdapter } from './adapter.ts';

/** This process's memory as the conformance suite opens it. */
export const adapter: CacheAdapter = {
  name: 'cache/memory',
  module: import.meta.url,
  capabilities: { steady: true, ownClock: true },
  newPlace: async () => ({ place: '', remove: async () => undefined }),
  open: async (_, { clock = systemClock } = {}) => openMemoryCache({ maxBytes: 16 * 1024 * 1024, clock }),
};
