import { randomBytes } from 'node:crypto';
import { silentLogger } from '../../../host/index.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { realOptions } from '../../connection/testing/real.ts';
import { openMemcached } from '../memcached/open.ts';
import { type MemcachedOptions, memcachedOptions } from '../memcached/options.ts';
import type { CacheAdapter } from './adapter.ts';

/** The running servers, under a prefix of its own. */
export function memcachedForTests(changes: Partial<MemcachedOptions> = {}): MemcachedOptions {
  const options = memcachedOptions.parse(realOptions('memcached'));
  return { ...options, prefix: `t${randomBytes(6).toString('hex')}`, readTimeoutMs: 2_000, ...changes };
}

/** All the servers as one zone of several. */
export function inOneZone(zones: MemcachedOptions['zones']): MemcachedOptions['zones'] {
  return { one: { servers: Object.values(zones).flatMap(({ servers }) => servers), warming: false } };
}

function adapterOf(name: string, change: (options: MemcachedOptions) => MemcachedOptions): CacheAdapter {
  return {
    name,
    module: import.meta.url,
    capabilities: { steady: true, ownClock: false },
    // What is left there goes with its time.
    newPlace: async () => ({ place: memcachedForTests().prefix, remove: async () => undefined }),
    open: (prefix) =>
      openMemcached({
        options: { ...change(memcachedForTests()), prefix },
        clock: systemClock,
        random: systemRandom,
        logger: silentLogger,
      }),
  };
}

/** A zone a server. */
export const adapter = adapterOf('cache/memcached', (options) => options);

export const oneZone = adapterOf('cache/memcached, one zone of several servers', (options) => ({
  ...options,
  zones: inOneZone(options.zones),
}));
