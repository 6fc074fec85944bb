import type { Logger } from '../../../host/index.ts';
import type { Clock, Random } from '../../../kit/index.ts';
import { tlsContext } from '../../connection/index.ts';
import type { Cache, Lifetime } from '../index.ts';
import { checkKey, checkLifetime } from '../limits.ts';
import { openServer, type Written } from './client/server.ts';
import { wireKey } from './keys.ts';
import { copiesNeeded, enough } from './latch.ts';
import { openNear } from './near.ts';
import type { MemcachedOptions } from './options.ts';
import type { Regions } from './regions.ts';
import { type Found, type Zone, zoneOf } from './zone.ts';

export interface MemcachedPorts {
  readonly options: MemcachedOptions;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Told of what was written, where there are other regions. */
  readonly regions?: Regions;
}

/** The longest value; what memcached takes, and what the port asks for. */
const maxValueBytes = 8 * 1024 * 1024;
/** Of requests of one process to one server that wait for answers. */
const maxWaiting = 20_000;

/**
 * The cache port on memcached, as EVCache uses it (decision 0138): a copy of everything in each zone, reads from the
 * own one, writes to all. Opens whether or not its servers are there.
 */
export async function openMemcached({ options, clock, random, logger, regions }: MemcachedPorts): Promise<Cache> {
  const { prefix, latch, fallback, pieceBytes, connectTimeoutMs, readTimeoutMs, writeTimeoutMs } = options;
  const limits = { connectTimeoutMs, readTimeoutMs, writeTimeoutMs, maxWaiting };
  const ports = { tls: () => tlsContext(options.tls), limits, clock, random, logger };
  const zones: readonly Zone[] = ownFirst(options).map(([name, { servers, warming }]) =>
    zoneOf(
      servers.map((address) => openServer(address, ports)),
      { name, warming, prefix, pieceBytes, random },
    ),
  );
  const readable = zones.filter(({ warming }) => !warming);
  const servers = zones.flatMap((zone) => zone.servers);
  const needed = copiesNeeded(latch, zones.length);
  const near = options.near && openNear(options.near, { clock });
  await Promise.all(servers.map(({ tried }) => tried));

  return {
    get(key) {
      return checked(key, () => {
        const kept = near?.get(key);
        if (kept !== undefined) return Promise.resolve(kept);
        return new Promise((resolve) =>
          readFrom(0, wireKey(prefix, key), (value) => {
            if (value !== undefined) near?.offer(key, value);
            resolve(value);
          }),
        );
      });
    },
    async getMany(keys) {
      const found = new Map<string, Uint8Array>();
      const asked = new Map<string, string>();
      for (const key of keys) {
        checkKey(key);
        const kept = near?.get(key);
        if (kept === undefined) asked.set(wireKey(prefix, key), key);
        else found.set(key, kept);
      }
      for (const zone of readable) {
        if (asked.size === 0) break;
        await new Promise<void>((ended) =>
          zone.readMany([...asked.keys()], {
            ended,
            found(wire, value) {
              const key = asked.get(wire);
              if (key === undefined) return;
              asked.delete(wire);
              found.set(key, value);
              near?.offer(key, value);
            },
          }),
        );
      }
      return found;
    },
    set(key, value, lifetime) {
      return checked(key, () => {
        checkLifetime(lifetime);
        const wire = wireKey(prefix, key);
        // What is not taken leaves no older value either.
        if (value.length > maxValueBytes) return told(key, enough(deleteFrom(zones, wire), needed)).then(() => false);
        const writes = zones.map((zone) => zone.store(wire, { value, ...lifetime, add: false }));
        return told(key, enough(writes, needed), { value, lifetime });
      });
    },
    add(key, value, lifetime) {
      return checked(key, async () => {
        checkLifetime(lifetime);
        if (value.length > maxValueBytes) return false;
        const wire = wireKey(prefix, key);
        return told(key, addTo(wire, value, lifetime), { value, lifetime });
      });
    },
    delete(key) {
      return checked(key, () => told(key, enough(deleteFrom(zones, wireKey(prefix, key)), needed)));
    },
    touch(key, lifetime) {
      return checked(key, async () => {
        checkLifetime(lifetime);
        const wire = wireKey(prefix, key);
        const written = await Promise.all(zones.map((zone) => zone.touch(wire, lifetime.ttlSeconds)));
        return written.includes('done');
      });
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };

  function readFrom(place: number, wire: string, settle: (value: Uint8Array | undefined) => void): void {
    const zone = readable[place];
    if (zone === undefined) {
      settle(undefined);
      return;
    }
    zone.read(wire, (found: Found) => {
      if (typeof found !== 'string') settle(found);
      else if (found === 'missing' && fallback === 'failure') settle(undefined);
      else readFrom(place + 1, wire, settle);
    });
  }

  /**
   * The first zone decides. Where one has a value that others had not, the new one is taken back: true of two different
   * copies would be a lie.
   */
  async function addTo(wire: string, value: Uint8Array, lifetime: Lifetime): Promise<boolean> {
    const put = (zone: Zone): Promise<Written> => zone.store(wire, { value, ...lifetime, add: true });
    const [first, ...others] = zones;
    if (first === undefined) return false;
    const own = await put(first);
    if (own === 'declined') return false;
    const written = [own, ...(await Promise.all(others.map(put)))];
    if (!written.includes('declined')) return written.filter((each) => each === 'done').length >= needed;
    await Promise.all(
      deleteFrom(
        zones.filter((_, index) => written[index] !== 'declined'),
        wire,
      ),
    );
    return false;
  }

  function deleteFrom(some: readonly Zone[], wire: string): Promise<Written>[] {
    return some.map((zone) => zone.delete(wire));
  }

  async function told(
    key: string,
    done: Promise<boolean>,
    written?: { readonly value: Uint8Array; readonly lifetime: Lifetime },
  ): Promise<boolean> {
    near?.forget(key);
    const result = await done;
    near?.forget(key);
    regions?.tell({ key, ...written });
    return result;
  }
}

/** The own zone is asked first; then the others, as they are named. */
function ownFirst({ zones, zone }: MemcachedOptions): [string, MemcachedOptions['zones'][string]][] {
  const named = Object.entries(zones);
  return [...named.filter(([name]) => name === zone), ...named.filter(([name]) => name !== zone)];
}

/** A wrong key rejects, as all that an asynchronous call throws. */
function checked<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
  try {
    checkKey(key);
    return work();
  } catch (error) {
    return Promise.reject(error);
  }
}
