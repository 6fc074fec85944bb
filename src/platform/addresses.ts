import { hash } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';
import { hostName, inAddress, isEverywhere, isLoopback, type Logger } from '../host/index.ts';
import type { Clock } from '../kit/index.ts';
import type { Addresses } from '../manifest/index.ts';
import type { Discovery, ProcessRecord } from '../transport/index.ts';
import type { Settings } from './settings.ts';

/** Addresses as they are now: looked at again each second. */
export interface WatchedAddresses extends Addresses {
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
): WatchedAddresses {
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
    appliances(origin, title) {
      const named = settings.mediaOrigins.map((address, index) => ({ id: `named-${index + 1}`, address }));
      if (named.length > 0) return named;
      // A page's policy can name no IPv6 address, but the name that stands for the one that is everywhere.
      const { hostname: seen } = new URL(origin);
      const host = seen === '[::1]' ? 'localhost' : hostName(seen);
      return records
        .flatMap(({ life, mediaAddress }) => (mediaAddress === undefined ? [] : [{ life, mediaAddress }]))
        .map(({ life, mediaAddress }) => ({ rank: rankOf(title, mediaAddress), life, mediaAddress }))
        .sort((one, other) => (one.rank < other.rank ? -1 : 1))
        .map(({ life, mediaAddress }) => ({ id: `appliance-${life}`, address: withHost(mediaAddress, host) }));
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

/** Rendezvous hashing: where an appliance comes or goes, only the titles that were its own move. */
function rankOf(title: string, appliance: string): string {
  return hash('sha256', `${title} ${appliance}`, 'hex');
}
