import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import type { Clock } from '../../../kit/index.ts';
import type { Address } from '../../connection/index.ts';

/** An answer of a name server holds at least and at most so long, whatever it says of itself. */
const leastMs = 500;
const mostMs = 60_000;
/** The system’s resolver does not say how long its answers hold; it keeps them itself. */
const systemMs = 2_000;

/** Where a host's name points, which changes when another server takes over. */
export interface Whereabouts {
  /** The host's address, asked anew where the answer no longer holds. Throws what the resolver throws, if it never knew. */
  find(): Promise<string>;
  /** Where it pointed when it was last asked. */
  last(): string | undefined;
  /** Asks anew next time, whatever the last answer said of itself: a server did not answer as the writer does. */
  doubt(): void;
}

export interface WhereaboutsOptions {
  readonly nameServers: readonly Address[];
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Told when the name points elsewhere. */
  readonly moved: (address: string) => void;
}

interface Answer {
  readonly addresses: readonly string[];
  readonly holdsMs: number;
}

export function whereabouts(host: string, { nameServers, timeoutMs, clock, moved }: WhereaboutsOptions): Whereabouts {
  const resolver = new dns.Resolver({ timeout: timeoutMs, tries: 2 });
  if (nameServers.length > 0) resolver.setServers(nameServers.map(serverText));
  let address = isIP(host) === 0 ? undefined : host;
  let holdsUntil = address === undefined ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    try {
      const { addresses, holdsMs } = nameServers.length > 0 ? await fromServers() : await fromSystem();
      const [first] = addresses;
      // Of several, the one in use stays.
      const found = address !== undefined && addresses.includes(address) ? address : first;
      if (found === undefined) throw Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' });
      holdsUntil = clock.monotonic() + holdsMs;
      const before = address;
      address = found;
      if (before !== undefined && before !== found) moved(found);
      return found;
    } catch (error) {
      // A name server that is down takes no database down with it.
      if (address === undefined) throw error;
      holdsUntil = clock.monotonic() + leastMs;
      return address;
    }
  }

  async function fromServers(): Promise<Answer> {
    const answers = await resolver.resolve4(host, { ttl: true }).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENODATA') throw error;
      return resolver.resolve6(host, { ttl: true });
    });
    const ttl = Math.min(...answers.map((answer) => answer.ttl)) * 1000;
    return {
      addresses: answers.map((answer) => answer.address).sort(),
      holdsMs: Math.min(Math.max(ttl, leastMs), mostMs),
    };
  }

  async function fromSystem(): Promise<Answer> {
    const answers = await dns.lookup(host, { all: true });
    return { addresses: answers.map((answer) => answer.address), holdsMs: systemMs };
  }

  return {
    async find() {
      if (address !== undefined && clock.monotonic() < holdsUntil) return address;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    last: () => address,
    doubt() {
      if (isIP(host) === 0) holdsUntil = Number.NEGATIVE_INFINITY;
    },
  };
}

function serverText({ host, port }: Address): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}
