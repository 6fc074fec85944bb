import type { Readiness, RunningService, ServiceContract } from '../contracts/index.ts';
import { openPorts } from './open-ports.ts';
import type { Runtime } from './runtime.ts';
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

/** Opens a service's ports and starts it on them; they are closed with it, also where it could not start. */
export async function startService(target: Target, runtime: Runtime): Promise<StartedService> {
  const { contract, ports, start } = services[target];
  const { given, close } = await openPorts(runtime, { service: target, ports });
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
