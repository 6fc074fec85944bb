import { fileURLToPath } from 'node:url';
import type { Client, ServiceContract } from '../contracts/index.ts';
import { type DataFolder, type Logger, lockTargets, openDataFolder } from '../host/index.ts';
import { type Clock, idMaker, type Random } from '../kit/index.ts';
import {
  connect,
  type Discovery,
  type Endpoint,
  fileDiscovery,
  firstOf,
  type PeerListener,
  peerListener,
  remoteEndpoint,
  serveContract,
  staticDiscovery,
  writeServer,
} from '../transport/index.ts';
import { type Addresses, watchAddresses } from './addresses.ts';
import { type Engines, embeddedEngines } from './engines.ts';
import { watchHealth } from './health.ts';
import { modules, type RunningModule } from './modules.ts';
import { readOwnerToken } from './owner-token.ts';
import type { Settings } from './settings.ts';
import { statusOf } from './status.ts';
import type { Target } from './targets.ts';
import type { Workshop } from './workshop.ts';

/** Running requests get so long to end when the process is asked to stop. */
const graceMs = 5_000;

/** This process's share of a Bijou, running. */
export interface RunningBijou {
  /** Of the door, where this process has it. */
  readonly publicAddress: string | undefined;
  client<Contract extends ServiceContract>(contract: Contract): Client<Contract>;
  /** In reverse order of start: the door first, the engines last. */
  stop(): Promise<void>;
}

export interface BijouOptions {
  readonly settings: Settings;
  readonly version: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** Starts the targets of these settings on their data folder. What was started is stopped again where a later step fails. */
export async function startBijou(options: BijouOptions): Promise<RunningBijou> {
  const { settings, version, clock, random, logger } = options;
  const stops: (() => Promise<void>)[] = [];
  async function stop(): Promise<void> {
    for (const step of stops.splice(0).reverse()) {
      await step().catch((error: unknown) => logger.error('A part did not stop as it should.', { error }));
    }
  }

  try {
    const folder = await openDataFolder(settings.dataFolder);
    const lock = await lockTargets(folder, settings.targets);
    stops.push(() => lock.release());
    const discovery = findPeers(settings, { folder, clock });
    const addresses = watchAddresses(settings, { discovery, clock, logger });
    stops.push(() => addresses.stop());
    await addresses.refresh();
    const engines = embeddedEngines(settings, { clock, random, logger });
    stops.push(() => engines.close());

    const running = new Map<Target, RunningModule>();
    const health = watchHealth(running, { targets: settings.targets, discovery, clock, logger });
    stops.push(() => health.stop());
    const endpoints: Record<string, Endpoint> = {};
    const workshop = await furnish(options, { folder, discovery, addresses, engines, endpoints });
    const listener = await peerListener({
      endpoints,
      secret: folder.secret,
      port: 0,
      health: health.now,
      clock,
      logger,
    });
    stops.push(() => listener.close(graceMs));

    for (const target of settings.targets) {
      const module = await modules[target](workshop);
      endpoints[target] = serveContract(module.contract, module.service.implementation, { clock, random, logger });
      running.set(target, module);
      stops.push(() => module.stop());
    }
    stops.push(...(await announce(running, { settings, listener, discovery, folder })));
    await Promise.all([addresses.refresh(), health.look()]);
    const publicAddress = running.get('gateway')?.publicAddress;
    return { publicAddress, client: workshop.client, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Parts {
  readonly folder: DataFolder;
  readonly discovery: Discovery;
  readonly addresses: Addresses;
  readonly engines: Engines;
  /** By service; filled as this process's services start. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
}

async function furnish(options: BijouOptions, parts: Parts): Promise<Workshop> {
  const { settings, version, clock, random, logger } = options;
  const { folder, discovery, addresses, engines, endpoints } = parts;
  const remotes = new Map<string, Endpoint>();

  function endpoint(service: string): Endpoint {
    return (request) => (endpoints[service] ?? remote(service))(request);
  }

  function remote(service: string): Endpoint {
    const known = remotes.get(service) ?? remoteEndpoint({ service, discovery, secret: folder.secret });
    remotes.set(service, known);
    return known;
  }

  return {
    settings,
    engines,
    clock,
    random,
    makeId: idMaker(clock, random),
    logger,
    addresses,
    appFolder: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    ownerToken: await readOwnerToken(folder.path, random),
    client: (contract) => connect(contract, endpoint(contract.name), { clock, random }),
    endpoint,
    status: () => statusOf({ version, address: addresses.door(), discovery }),
  };
}

/** Peers that were named win over those that are found. */
function findPeers(settings: Settings, { folder, clock }: { folder: DataFolder; clock: Clock }): Discovery {
  const named = Object.entries(settings.peers).map(([service, address]) => ({ service, address }));
  return firstOf([staticDiscovery(named), fileDiscovery({ folder: folder.path, clock })]);
}

/** Tells the other processes, and the command line where the door is here. Answers what takes it back. */
async function announce(
  running: ReadonlyMap<Target, RunningModule>,
  parts: { settings: Settings; listener: PeerListener; discovery: Discovery; folder: DataFolder },
): Promise<readonly (() => Promise<void>)[]> {
  const { settings, listener, discovery, folder } = parts;
  const publicAddress = running.get('gateway')?.publicAddress;
  const mediaAddress = running.get('appliance')?.mediaAddress;
  const withdraw = await discovery.announce({
    targets: settings.targets,
    peerAddress: listener.address,
    ...(publicAddress === undefined ? {} : { publicAddress }),
    ...(mediaAddress === undefined ? {} : { mediaAddress }),
  });
  if (publicAddress === undefined) return [withdraw];
  return [withdraw, await writeServer(folder.path, { url: publicAddress })];
}
