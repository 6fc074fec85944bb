import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { openMemcached } from '../../src/engines/cache/memcached/open.ts';
import { memcachedOptions } from '../../src/engines/cache/memcached/options.ts';
import { silentLogger } from '../../src/host/index.ts';
import { systemClock, systemRandom } from '../../src/kit/index.ts';

/** What each client is measured at. Resolves to the bytes that were found. */
export interface Client {
  set(key: string, value: Buffer): Promise<unknown>;
  get(key: string): Promise<number>;
  getMany(keys: readonly string[]): Promise<number>;
}

export const names = ['ours', 'bare socket', 'memjs', 'memcache', 'memcached'] as const;
export type Name = (typeof names)[number];

/** Rivals are taken from the folder that they were installed in. */
export async function openClient(name: Name, { server, rivals }: { server: string; rivals: string }): Promise<Client> {
  // The rivals have no types that agree with how they are called.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  const rival: any = name === 'ours' || name === 'bare socket' ? undefined : await load(name, rivals);
  const each = (client: Pick<Client, 'get'>) => async (keys: readonly string[]) => {
    let bytes = 0;
    for (const length of await Promise.all(keys.map((key) => client.get(key)))) bytes += length;
    return bytes;
  };
  if (name === 'ours') {
    const options = memcachedOptions.parse({ zones: { one: { servers: [server] } }, readTimeoutMs: 5_000 });
    const cache = await openMemcached({ options, clock: systemClock, random: systemRandom, logger: silentLogger });
    return {
      set: (key, value) => cache.set(key, value, { ttlSeconds: 600 }),
      get: async (key) => (await cache.get(key))?.length ?? 0,
      getMany: async (keys) => [...(await cache.getMany(keys)).values()].reduce((sum, { length }) => sum + length, 0),
    };
  }
  if (name === 'bare socket') return bare(server);
  if (name === 'memjs') {
    const client = rival.Client.create(server, { timeout: 5 });
    const get = async (key: string): Promise<number> => (await client.get(key)).value?.length ?? 0;
    return { set: (key, value) => client.set(key, value, { expires: 600 }), get, getMany: each({ get }) };
  }
  if (name === 'memcache') {
    const client = new rival.Memcache({ nodes: [server], timeout: 5_000 });
    const length = (value: string | undefined) => value?.length ?? 0;
    return {
      set: (key, value) => client.set(key, value.toString('latin1'), 600),
      get: async (key) => length(await client.get(key)),
      getMany: async (keys) =>
        [...(await client.gets([...keys])).values()].reduce((sum: number, value: string) => sum + length(value), 0),
    };
  }
  const client = new rival(server, { timeout: 5_000 });
  // biome-ignore lint/suspicious/noExplicitAny: see above
  const call = (ask: (done: (error: unknown, found: any) => void) => void): Promise<any> =>
    new Promise((resolve, reject) => ask((error, found) => (error ? reject(error) : resolve(found))));
  return {
    set: (key, value) => call((done) => client.set(key, value, 600, done)),
    get: async (key) => (await call((done) => client.get(key, done)))?.length ?? 0,
    getMany: async (keys) => {
      const found: Record<string, Buffer> = await call((done) => client.getMulti([...keys], done));
      return Object.values(found).reduce((sum, { length }) => sum + length, 0);
    },
  };
}

async function load(name: string, rivals: string): Promise<unknown> {
  const loaded = await import(createRequire(join(rivals, 'package.json')).resolve(name));
  return name === 'memcached' ? loaded.default : loaded;
}

/** As little as reads can cost here: no time-outs, no faults, no bytes handed over. */
function bare(server: string): Client {
  const [host, port] = server.split(':');
  const socket = connect({ host, port: Number(port) }).setNoDelay(true);
  const waiting: ((length: number) => void)[] = [];
  let first = 0;
  let text = '';
  let rest: Buffer = Buffer.alloc(0);
  const settle = (length: number): void => {
    waiting[first]?.(length);
    first += 1;
    if (first < 4096) return;
    waiting.splice(0, first);
    first = 0;
  };
  socket.on('data', (chunk) => {
    const all = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let at = 0;
    for (;;) {
      const end = all.indexOf(10, at);
      if (end < 0) break;
      const size = all[at] === 86 ? Number(all.toString('latin1', at + 3, end - 1)) : -2;
      const next = end + 1 + size + 2;
      if (next > all.length) break;
      settle(Math.max(0, size));
      at = next;
    }
    rest = all.subarray(at);
  });
  const ask = (request: string): Promise<number> =>
    new Promise((resolve) => {
      if (text === '')
        queueMicrotask(() => {
          socket.write(text, 'latin1');
          text = '';
        });
      text += request;
      waiting.push(resolve);
    });
  const get = (key: string) => ask(`mg ${key} v\r\n`);
  return {
    get,
    set: (key, value) => ask(`ms ${key} ${value.length} T600\r\n${value.toString('latin1')}\r\n`),
    getMany: async (keys) => (await Promise.all(keys.map(get))).reduce((sum, length) => sum + length, 0),
  };
}
