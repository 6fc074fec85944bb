import type { RunningService, ServiceContract } from '../contracts/index.ts';
import type { GivenOf, Ports } from './ports.ts';

/**
 * How many processes may run a service, and what becomes of its work. Any service may run several times.
 *
 * - `stateless`: each does what it is asked, and nothing must be done once.
 * - `partitioned`: what it follows is shared out: each partition has one owner at a time.
 * - `leader`: what must be done once is done by one of them, for as long as that lives.
 */
export type Runs = 'stateless' | 'partitioned' | 'leader';

/** Without whom a service cannot do. Behind a readiness probe an unready service is an outage of all that need it. */
export interface Needs {
  /** Without these it is of no use to its own callers: it is not ready. */
  readonly critical: readonly ServiceContract[];
  /** Without these it does less, and says so: it stays ready. */
  readonly soft: readonly ServiceContract[];
}

/** A service that was started, with the addresses it opened beside those for its peers. */
export interface Started<Contract extends ServiceContract> extends RunningService<Contract> {
  readonly publicAddress?: string;
  readonly mediaAddress?: string;
}

/** All that is known of a service from outside. Targets, readiness, laws and documents follow from it. */
export interface Manifest<Contract extends ServiceContract = ServiceContract, Asked extends Ports = Ports> {
  /** Its name is the service's. */
  readonly contract: Contract;
  /** One sentence, for documents. */
  readonly does: string;
  readonly needs: Needs;
  readonly runs: Runs;
  /** What it stands on: it is handed this and nothing else. */
  readonly ports: Asked;
  start(given: GivenOf<Asked>): Promise<Started<Contract>>;
}

/** Keeps the types of what a service asks for, so that its `start` gets exactly that. */
export function defineService<const Contract extends ServiceContract, const Asked extends Ports>(
  manifest: Manifest<Contract, Asked>,
): Manifest<Contract, Asked> {
  return manifest;
}
