import type { Cache } from '../../engines/cache/index.ts';
import type { CallPorts } from './calls.ts';

/** A cache whose calls are measured. None is tried again: what it does not know is a miss, and made anew elsewhere. */
export function measureCache(cache: Cache, { meter, clock }: CallPorts): Cache {
  if (meter === undefined) return cache;
  async function measured<Result>(call: string, answer: Promise<Result>): Promise<Result> {
    const began = clock.monotonic();
    const result = await answer;
    meter?.answered(call, clock.monotonic() - began);
    return result;
  }
  return {
    get: (key) => measured('get', cache.get(key)),
    getMany: (keys) => measured('getMany', cache.getMany(keys)),
    set: (key, value, options) => measured('set', cache.set(key, value, options)),
    add: (key, value, options) => measured('add', cache.add(key, value, options)),
    delete: (key) => measured('delete', cache.delete(key)),
    touch: (key, options) => measured('touch', cache.touch(key, options)),
    close: () => cache.close(),
  };
}
