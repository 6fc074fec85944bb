import { fileURLToPath } from 'node:url';
import type { Client, gatewayContract, OutputOf, Readiness, ServiceContract } from '../contracts/index.ts';
import type { DataFolder, Logger } from '../host/index.ts';
import { type Clock, idMaker, type MakeId, type Random } from '../kit/index.ts';
import type { Addresses } from '../manifest/index.ts';
import { connect, type Discovery, type Endpoint, remoteEndpoint, withPolicy } from '../transport/index.ts';
import type { Engines } from './engines/open.ts';
import type { Health } from './health.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { BijouOptions } from './options.ts';
import { readOwnerToken } from './owner-token.ts';
import type { Settings } from './settings.ts';
import { statusOf } from './status.ts';
import { everyContract } from './table.ts';

/** What the services of one process have in common; their ports are opened on it. */
export interface Runtime {
  readonly settings: Settings;
  readonly engines: Engines;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly random: Random;
  readonly makeId: MakeId;
  readonly logger: Logger;
  readonly addresses: Addresses;
  /** Folder of the built pages. */
  readonly appFolder: string;
  readonly drawnFolder: string;
  /** What the owner shows at the door. */
  readonly ownerToken: string;
  /** A service as its callers see it, wherever it runs. */
  client<Contract extends ServiceContract>(contract: Contract): Client<Contract>;
  /** A service by name, for a caller that passes requests on as they are; its policies are applied. */
  endpoint(service: string): Endpoint;
  /** Every process that can be found, and whether it is ready. */
  status(): Promise<OutputOf<(typeof gatewayContract)['calls']['status']>>;
  /** Whether the door is, with all that nobody could watch without. */
  ready(): Readiness;
}

export interface RuntimeDeps {
  readonly folder: DataFolder;
  readonly discovery: Discovery;
  readonly addresses: Addresses;
  readonly health: Health;
  readonly engines: Engines;
  readonly metrics: Metrics;
  /** By service; filled as this process's services start. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
}

export async function openRuntime(options: BijouOptions, deps: RuntimeDeps): Promise<Runtime> {
  const { settings, version, clock, random, logger } = options;
  const { folder, discovery, addresses, health, engines, metrics, endpoints } = deps;
  const remotes = new Map<string, Endpoint>();

  function remote(service: string): Endpoint {
    const endpoint =
      remotes.get(service) ?? remoteEndpoint({ service, discovery, secret: folder.secret, clock, random });
    remotes.set(service, endpoint);
    return endpoint;
  }

  // Looked up for each request: a service of this process may start after those that call it.
  const wherever =
    (service: string): Endpoint =>
    (request) =>
      (endpoints[service] ?? remote(service))(request);

  const carried = new Map(
    everyContract.map((contract) => [contract.name, withPolicy(contract, wherever(contract.name), { clock, random })]),
  );

  return {
    settings,
    engines,
    metrics,
    clock,
    random,
    makeId: idMaker(clock, random),
    logger,
    addresses,
    appFolder: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    drawnFolder: fileURLToPath(new URL('../../dist/web-drawn', import.meta.url)),
    ownerToken: readOwnerToken(folder.path, random),
    client: (contract) => connect(contract, wherever(contract.name), { clock, random }),
    endpoint: (service) => carried.get(service) ?? wherever(service),
    status: () => statusOf({ version, address: addresses.door(), discovery, dataFolder: folder.path }),
    ready: () => health.of('gateway'),
  };
}
