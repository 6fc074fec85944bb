import { hostname, networkInterfaces } from 'node:os';
import { hostName, inAddress, isEverywhere, isLoopback, type Logger } from '../host/index.ts';
import type { Clock } from '../kit/index.ts';
import type { Discovery, ProcessRecord } from '../transport/index.ts';
import type { Settings } from './settings.ts';

/** Where this Bijou can be reached from outside its processes. */
export interface Addresses {
  /** Names and addresses that a request's Host may carry, as `hostName` writes them. */
  hosts(): readonly string[];
  /** Whole origins under which the door stands behind a proxy. */
  readonly named: readonly string[];
  /** Origins whose pages fetch media: the door's own, and those of other sites that may. */
  origins(): readonly string[];
  /** The door, for whoever did not come through it. */
  door(): string;
  /** Origins that pages fetch media from, now or once more: of an appliance that is away as well. */
  mediaOrigins(): readonly string[];
  /** Appliances, the best first, by an address that a browser which sees the door at `origin` can reach. */
  appliances(origin: string): readonly { readonly id: string; readonly address: string }[];
  /** Looks now; resolves when what it saw is known. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

const loopback = ['localhost', '127.0.0.1', '::1'];
/** A process that comes or goes is known of so soon. */
const lookEveryMs = 1_000;
/** Addresses of media that pages may still fetch from after their process has gone, so that it may come back. */
const keptAddresses = 16;

export function watchAddresses(
  settings: Settings,
  deps: { readonly discovery: Discovery; readonly clock: Clock; readonly logger: Logger },
): Addresses {
  const { discovery, clock, logger } = deps;
  const stopping = new AbortController();
  let records: readonly ProcessRecord[] = [];
  let mediaAddresses: readonly string[] = [];

  async function refresh(): Promise<void> {
    // Interfaces come and go as well.
    hosts = namesNow();
    records = await discovery.all();
    const now = records.flatMap(({ mediaAddress }) => mediaAddress ?? []);
    mediaAddresses = [...new Set([...now, ...mediaAddresses])].slice(0, Math.max(now.length, keptAddresses));
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(lookEveryMs, stopping.signal).catch(() => undefined);
      await refresh().catch((error: unknown) => logger.warn('The other processes cannot be looked up.', { error }));
    }
  }

  const named = [...settings.origins, ...settings.hosts.flatMap(httpsOf)];
  const given = [...settings.hosts, ...named.map((origin) => new URL(origin).host)].map(hostName);
  let hosts = namesNow();

  function namesNow(): readonly string[] {
    return [...new Set([...loopback, ...namesOf(settings), ...given])];
  }

  const doors = (): readonly string[] => records.flatMap(({ publicAddress }) => publicAddress ?? []);

  const watching = watch();
  return {
    hosts: () => hosts,
    named,
    origins: () => [
      ...named,
      ...settings.players,
      ...doors().flatMap((door) => hosts.map((host) => withHost(door, host))),
    ],
    door: () => named[0] ?? doors()[0] ?? `http://127.0.0.1:${settings.port}`,
    mediaOrigins: () => [
      ...settings.mediaOrigins,
      ...mediaAddresses.flatMap((address) => hosts.map((host) => withHost(address, host))),
    ],
    appliances(origin) {
      const named = settings.mediaOrigins.map((address, index) => ({ id: `named-${index + 1}`, address }));
      if (named.length > 0) return named;
      // A page's policy can name no IPv6 address, but the name that stands for the one that is everywhere.
      const { hostname: seen } = new URL(origin);
      const host = seen === '[::1]' ? 'localhost' : hostName(seen);
      return records.flatMap(({ pid, mediaAddress }) =>
        mediaAddress === undefined ? [] : [{ id: `appliance-${pid}`, address: withHost(mediaAddress, host) }],
      );
    },
    refresh,
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

/** The machine's own names, where it listens beyond loopback. */
function namesOf({ host }: Settings): readonly string[] {
  if (isLoopback(host)) return [host];
  const addresses = Object.values(networkInterfaces()).flatMap((entries) =>
    (entries ?? []).map(({ address }) => address),
  );
  return [...(isEverywhere(host) ? [] : [host]), hostname(), `${hostname()}.local`, ...addresses].map(hostName);
}

/** `name:443` in BIJOU_HOSTS is a name that is seen over https. */
function httpsOf(host: string): readonly string[] {
  return host.endsWith(':443') ? [`https://${inAddress(hostName(host))}`] : [];
}

/** The origin with another host name. Listeners that are ours all listen on the same addresses. */
function withHost(address: string, host: string): string {
  const url = new URL(address);
  url.hostname = inAddress(host);
  return url.origin;
}
