import { fileURLToPath } from 'node:url';
import type { Client, gatewayContract, OutputOf, Readiness, ServiceContract } from '../contracts/index.ts';
import type { DataFolder, Logger } from '../host/index.ts';
import { type Clock, idMaker, type MakeId, type Random } from '../kit/index.ts';
import { connect, type Discovery, type Endpoint, remoteEndpoint, withPolicy } from '../transport/index.ts';
import type { Addresses } from './addresses.ts';
import type { BijouOptions } from './bijou.ts';
import type { Engines } from './engines.ts';
import type { Health } from './health.ts';
import { readOwnerToken } from './owner-token.ts';
import type { Settings } from './settings.ts';
import { statusOf } from './status.ts';

/** What a module may draw on when it starts. */
export interface Workshop {
  readonly settings: Settings;
  readonly engines: Engines;
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
  /** These services by name, for a caller that passes requests on as they are; their policies are applied. */
  endpoints(contracts: readonly ServiceContract[]): (service: string) => Endpoint;
  /** Every process that can be found, and whether it is ready. */
  status(): Promise<OutputOf<(typeof gatewayContract)['calls']['status']>>;
  /** Whether the door is, with all that nobody could watch without. */
  ready(): Readiness;
}

export interface WorkshopParts {
  readonly folder: DataFolder;
  readonly discovery: Discovery;
  readonly addresses: Addresses;
  readonly health: Health;
  readonly engines: Engines;
  /** By service; filled as this process's services start. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
}

export async function openWorkshop(options: BijouOptions, parts: WorkshopParts): Promise<Workshop> {
  const { settings, version, clock, random, logger } = options;
  const { folder, discovery, addresses, health, engines, endpoints } = parts;
  const remotes = new Map<string, Endpoint>();

  function remote(service: string): Endpoint {
    const endpoint = remotes.get(service) ?? remoteEndpoint({ service, discovery, secret: folder.secret });
    remotes.set(service, endpoint);
    return endpoint;
  }

  // Looked up for each request: a service of this process may start after those that call it.
  const wherever =
    (service: string): Endpoint =>
    (request) =>
      (endpoints[service] ?? remote(service))(request);

  return {
    settings,
    engines,
    clock,
    random,
    makeId: idMaker(clock, random),
    logger,
    addresses,
    appFolder: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    drawnFolder: fileURLToPath(new URL('../../dist/web-drawn', import.meta.url)),
    ownerToken: readOwnerToken(folder.path, random),
    client: (contract) => connect(contract, wherever(contract.name), { clock, random }),
    endpoints(contracts) {
      const made = contracts.map(
        (contract) => [contract.name, withPolicy(contract, wherever(contract.name), { clock, random })] as const,
      );
      const byName = new Map(made);
      return (service) => byName.get(service) ?? wherever(service);
    },
    status: () => statusOf({ version, address: addresses.door(), discovery, dataFolder: folder.path }),
    ready: () => health.of('gateway'),
  };
}
