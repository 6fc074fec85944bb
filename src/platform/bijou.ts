import { networkInterfaces } from 'node:os';
import { type Client, type ServiceContract, studioContract } from '../contracts/index.ts';
import {
  dataErrors,
  holdOf,
  httpAddress,
  isEverywhere,
  isLoopback,
  type Lifecycle,
  openChildren,
  openDataFolder,
  openLifecycle,
} from '../host/index.ts';
import { passOf } from '../services/gateway/index.ts';
import {
  type Endpoint,
  openDoors,
  peerListener,
  processStart,
  serveContract,
  writeServer,
} from '../transport/index.ts';
import { watchAddresses } from './addresses.ts';
import { openEngines } from './engines/open.ts';
import { fillEmptyLibrary } from './first-start.ts';
import { watchHealth } from './health.ts';
import { openMetrics } from './metrics/metrics.ts';
import { networkAddress } from './network-address.ts';
import { openAllPorts } from './open-all-ports.ts';
import type { BijouOptions } from './options.ts';
import { findPeers } from './peers.ts';
import { openRuntime } from './runtime.ts';
import type { Settings } from './settings.ts';
import { type StartedService, startService } from './start-service.ts';
import { services } from './table.ts';
import type { Target } from './targets.ts';
import { watchFolders } from './watch/watch-folders.ts';

/** Running requests get so long to end when the process is asked to stop. */
const graceMs = 5_000;
/** A browser that starts takes its time. */
const passMs = 60_000;

/** This process's share of a Bijou, running. */
export interface RunningBijou {
  /** Of the door, where this process has it. */
  readonly publicAddress: string | undefined;
  /** The same, and whoever opens it becomes the owner. */
  readonly ownerAddress: string | undefined;
  /** The same for a minute, for where others on this machine may see it: in the words of a command. */
  passAddress(): string | undefined;
  /** Of the door in the network, where others of it can come in. */
  readonly networkAddress: string | undefined;
  /** Stops everything in reverse order: the door first, the engines last. */
  readonly lifecycle: Lifecycle;
  client<Contract extends ServiceContract>(contract: Contract): Client<Contract>;
  /** Gives an empty library its sample film. `say` is told what goes on. */
  fillEmptyLibrary(say: (sentence: string) => void): Promise<void>;
}

/** Starts the targets of these settings on their data folder. What was started is stopped again where a later step fails. */
export async function startBijou(options: BijouOptions): Promise<RunningBijou> {
  const { clock, logger } = options;
  const lifecycle = openLifecycle({ clock, logger });
  try {
    return await startAll(options, lifecycle);
  } catch (error) {
    await lifecycle.stop('it could not start');
    throw error;
  }
}

/**
 * Whoever starts Bijou twice by mistake is told where it runs, rather than that a port is taken. A door that was killed
 * may seem alive at one look, since whoever else looks holds its lock for a moment. Errors: `data.in-use`.
 */
async function refuseSecondDoor(
  { targets, port }: Settings,
  { folder, clock }: { folder: string; clock: BijouOptions['clock'] },
): Promise<void> {
  if (!targets.includes('gateway') || port === 0) return;
  for (let looks = 1; ; looks += 1) {
    const doors = await openDoors(folder);
    const taken = doors.find(({ publicAddress }) => Number(new URL(publicAddress).port || 80) === port);
    if (taken === undefined) return;
    const { pid, publicAddress: address } = taken;
    if (looks === 5) throw dataErrors.error('data.in-use', { folder, pid, address });
    await clock.sleep(100);
  }
}

/** Folders are watched where the studio runs: it is what reads their films. */
async function startWatching(
  { settings, clock, logger }: BijouOptions,
  { lifecycle, folder, client }: { lifecycle: Lifecycle; folder: string; client: RunningBijou['client'] },
): Promise<void> {
  if (!settings.targets.includes('studio')) return;
  const end = new AbortController();
  const watching = {
    ...{ dataFolder: folder, folders: settings.watch, quiet: settings.quietMs, studio: client(studioContract).calls },
    ...{ clock, logger, signal: end.signal },
  };
  /** Of several that share the data folder, one. */
  async function alone(): Promise<void> {
    const lock = await holdOf(folder, 'watching', { clock, signal: end.signal });
    await watchFolders(watching).finally(() => lock.release());
  }
  await lifecycle.start('watched folders', {
    // It ends as it is stopped, and not before.
    start: async () => ({
      ended: alone().catch((error: unknown) => {
        if (!end.signal.aborted) logger.error('folders are no longer watched', { error });
      }),
    }),
    async stop({ ended }) {
      end.abort();
      await ended;
    },
  });
}

async function startAll(options: BijouOptions, lifecycle: Lifecycle): Promise<RunningBijou> {
  const { settings, clock, random, logger } = options;
  const { targets } = settings;
  const folder = openDataFolder(settings.dataFolder, { random, secret: settings.secret });
  await refuseSecondDoor(settings, { folder: folder.path, clock });
  const discovery = findPeers(settings, { folder: folder.path, clock });
  const watching = { discovery, clock, logger };
  const addresses = await lifecycle.start('addresses', {
    start: async () => watchAddresses(settings, watching),
    stop: (watch) => watch.stop(),
  });
  const children = await lifecycle.start('children', {
    start: () => openChildren({ folder: folder.folder('run', 'children'), clock, logger }),
    stop: (open) => open.close(),
  });
  const metrics = openMetrics();
  const engines = await lifecycle.start('engines', {
    start: async () => openEngines(settings, { children, metrics, clock, random, logger }),
    stop: (open) => open.close(),
  });

  const running = new Map<Target, StartedService>();
  const endpoints: Record<string, Endpoint> = {};
  const health = await lifecycle.start('health', {
    start: async () => watchHealth(running, { targets, ...watching }),
    stop: (watch) => watch.stop(),
  });
  const runtime = await openRuntime(options, { folder, discovery, addresses, health, engines, metrics, endpoints });
  const listener = await lifecycle.start('peer listener', {
    start: () =>
      peerListener({
        ...{ endpoints, secret: folder.secret, health: health.now, metrics: metrics.text, clock, logger },
        ...{ host: settings.peerHost, port: settings.peerPort },
      }),
    stop: (open) => open.close(graceMs),
    stopMs: graceMs + 1_000,
  });

  const ports = await lifecycle.start('ports', {
    start: async () => openAllPorts(runtime, targets),
    stop: (all) => all.close(),
  });
  for (const target of targets) {
    const service = await lifecycle.start(target, {
      start: () =>
        startService(services[target], {
          ...{ clock, random, logger, signal: lifecycle.stopping },
          open: () => ports.take(target),
        }),
      stop: (started) => started.stop(),
      stopMs: 10_000,
    });
    endpoints[target] = serveContract(service.contract, service.implementation, { clock, random, logger });
    running.set(target, service);
  }

  const started = [...running.values()];
  const publicAddress = started.find((service) => service.publicAddress !== undefined)?.publicAddress;
  const mediaAddress = started.find((service) => service.mediaAddress !== undefined)?.mediaAddress;
  const record = { targets, peerAddress: listener.address, publicAddress, mediaAddress };
  await lifecycle.start('announcement', {
    start: () => discovery.announce(record),
    stop: (withdraw) => withdraw(),
  });
  if (publicAddress !== undefined) {
    await lifecycle.start('server file', {
      start: async () => writeServer(folder.path, { ...record, ...processStart(clock) }),
      stop: (takeBack) => takeBack(),
    });
  }
  await startWatching(options, { lifecycle, folder: folder.path, client: runtime.client });
  await Promise.all([addresses.refresh(), health.look()]);
  return {
    publicAddress,
    passAddress: () => publicAddress && `${publicAddress}/?token=${passOf(runtime.ownerToken, clock.now() + passMs)}`,
    networkAddress: publicAddress && networkDoor(settings.host, publicAddress),
    ownerAddress: publicAddress && `${publicAddress}/?token=${runtime.ownerToken}`,
    lifecycle,
    client: runtime.client,
    async fillEmptyLibrary(say) {
      const signal = lifecycle.stopping;
      const lock = await holdOf(folder.path, 'first-start', { clock, signal });
      const studio = runtime.client(studioContract);
      await fillEmptyLibrary({ settings, studio, children, clock, signal, say }).finally(() => lock.release());
    },
  };
}

function networkDoor(host: string, publicAddress: string): string | undefined {
  if (isLoopback(host)) return undefined;
  if (!isEverywhere(host)) return publicAddress;
  const address = networkAddress(networkInterfaces());
  return address && httpAddress(address, Number(new URL(publicAddress).port || 80));
}
