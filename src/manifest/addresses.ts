import type { gatewayContract, OutputOf, Readiness, ServiceContract } from '../contracts/index.ts';

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
  /**
   * Appliances by an address that a browser which sees the door at `origin` can reach, ranked for one title: its viewers
   * begin at the same one, so that not every cache holds every film.
   */
  appliances(origin: string, title: string): readonly { readonly id: string; readonly address: string }[];
}

/** Where a service listens for others than its peers. */
export interface Socket {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** True where somebody counts on that port: it is not replaced where it is taken. */
  readonly isPortNamed: boolean;
}

/** What the public door stands on. */
export interface Door extends Socket {
  /** Folder of the built web app. */
  readonly app: string;
  /** Folder of what was built for the door to draw its front page with. */
  readonly drawn: string;
  /** Origins of other sites whose pages may play. */
  readonly players: readonly string[];
  /** Whoever shows it is the owner. */
  readonly ownerToken: string;
  /** Of every service. */
  readonly contracts: readonly ServiceContract[];
  /** A service by name, in process or remote, with its policy applied. Asked anew for each request. */
  endpoint(service: string): (request: Request) => Promise<Response>;
  /** Every process that can be found, and whether it is ready. */
  status(): Promise<OutputOf<(typeof gatewayContract)['calls']['status']>>;
  /** Whether the door is, with all that nobody could watch without. */
  ready(): Readiness;
}

/** Of the cache that an appliance keeps on disk. */
export interface DiskCache {
  /** This process's own for as long as it runs. */
  readonly folder: string;
  readonly bytes: number;
}
