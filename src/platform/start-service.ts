import type { Readiness, RunningService, ServiceContract } from '../contracts/index.ts';
import { isTransient } from '../kit/index.ts';
import { withRetries } from '../resilience/index.ts';
import type { OpenPorts } from './open-ports.ts';
import type { Runtime } from './runtime.ts';
import type { AnyManifest } from './table.ts';

const pauses = { attempts: 8, firstMs: 100, longestMs: 2_000 };
/** Of all attempts together: then whoever started the process is told. */
const longestMs = 20_000;

/** A service that runs in this process, with the addresses it opened. */
export interface StartedService {
  readonly contract: ServiceContract;
  readonly implementation: RunningService<ServiceContract>['implementation'];
  readonly publicAddress: string | undefined;
  readonly mediaAddress: string | undefined;
  readiness(): Readiness;
  stop(): Promise<void>;
}

export interface Starting extends Pick<Runtime, 'clock' | 'random' | 'logger'> {
  /** Opens its ports, for each attempt anew. */
  readonly open: () => Promise<OpenPorts>;
  /** Ends the attempts. */
  readonly signal: AbortSignal;
}

/**
 * Starts a service on its ports; they are closed with it, also where it could not start. What was a matter of the moment
 * is tried again: a start may break off anywhere and be repeated, since a process may be killed anywhere in it.
 */
export async function startService(service: AnyManifest, starting: Starting): Promise<StartedService> {
  const { clock, random, logger, open, signal } = starting;
  const end = clock.monotonic() + longestMs;
  return withRetries(async () => startOn(service, await open()), {
    again(error) {
      if (!isTransient(error)) return false;
      logger.warn('A service could not start; trying again', { service: service.contract.name, error });
      return true;
    },
    ...pauses,
    signal,
    leftMs: () => end - clock.monotonic(),
    clock,
    random,
  });
}

async function startOn({ contract, start }: AnyManifest, { given, close }: OpenPorts): Promise<StartedService> {
  try {
    const { implementation, readiness, stop, publicAddress, mediaAddress } = await start(given as never);
    return {
      contract,
      implementation,
      publicAddress,
      mediaAddress,
      readiness,
      async stop() {
        await stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
