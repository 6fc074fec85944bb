import type { Readiness, RunningService, ServiceContract } from '../contracts/index.ts';
import type { OpenPorts } from './open-ports.ts';
import { services, type Target } from './table.ts';

/** A service that runs in this process, with the addresses it opened. */
export interface StartedService {
  readonly contract: ServiceContract;
  readonly implementation: RunningService<ServiceContract>['implementation'];
  readonly publicAddress: string | undefined;
  readonly mediaAddress: string | undefined;
  readiness(): Readiness;
  stop(): Promise<void>;
}

/** Starts a service on its ports; they are closed with it, also where it could not start. */
export async function startService(target: Target, opening: Promise<OpenPorts>): Promise<StartedService> {
  const { contract, start } = services[target];
  const { given, close } = await opening;
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
