import type { gatewayContract, Implementation, Readiness, ServiceContract } from '../../contracts/index.ts';
import type { Logger } from '../../host/index.ts';
import type { Clock, Random } from '../../kit/index.ts';
import type { GatewayConfig } from './config.ts';

/** What the door needs. */
export interface GatewayDeps {
  /** Folder of the built web app. */
  readonly app: string;
  /** Folder of what was built for the door to draw its front page with; the page goes without where it is not there. */
  readonly drawn: string;
  /** A service by name, in process or remote, with its policy applied. Asked anew for each request. */
  readonly endpoint: (service: string) => (request: Request) => Promise<Response>;
  /** Every contract whose public and owner's paths the door serves, its own included. */
  readonly contracts: readonly ServiceContract[];
  readonly status: Implementation<typeof gatewayContract>['calls']['status'];
  /** What `/readyz` says. */
  readonly ready: () => Readiness | Promise<Readiness>;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Names and addresses that this server answers for, as `hostName` writes them. */
  readonly hosts: () => readonly string[];
  /** Whole origins under which others see it, e.g. `https://films.example`. */
  readonly origins: readonly string[];
  /** Origins of other sites whose pages may play. */
  readonly players: readonly string[];
  /** Origins of appliances, for pages' content security policy. */
  readonly connectOrigins: () => readonly string[];
  /** Whoever shows it is the owner. */
  readonly ownerToken: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly config: GatewayConfig;
}
