import type { Client, gatewayContract, OutputOf, ServiceContract } from '../contracts/index.ts';
import type { Logger } from '../host/index.ts';
import type { Clock, MakeId, Random } from '../kit/index.ts';
import type { Endpoint } from '../transport/index.ts';
import type { Addresses } from './addresses.ts';
import type { Engines } from './engines.ts';
import type { Settings } from './settings.ts';

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
  /** What the owner shows from another machine. */
  readonly ownerToken: string;
  /** A service as its callers see it, wherever it runs. */
  client<Contract extends ServiceContract>(contract: Contract): Client<Contract>;
  endpoint(service: string): Endpoint;
  /** Every process that can be found, and whether it is ready. */
  status(): Promise<OutputOf<(typeof gatewayContract)['calls']['status']>>;
}
