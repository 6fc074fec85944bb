import type {
  applianceContract,
  Client,
  playbackContract,
  RunningService,
  studioContract,
} from '../../contracts/index.ts';
import type { Logger } from '../../host/index.ts';
import type { Clock, Random } from '../../kit/index.ts';
import { makeAnswer } from './answer.ts';
import type { ApplianceConfig } from './config.ts';
import { openDisk } from './disk.ts';
import { openKeyRing } from './key-ring.ts';
import { studioOrigin } from './origin.ts';
import { outlets } from './outlet.ts';
import { openShelf } from './shelf.ts';
import { openMediaSocket } from './socket.ts';

export interface ApplianceDeps {
  readonly id: string;
  readonly studio: Client<typeof studioContract>;
  readonly playback: Client<typeof playbackContract>;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** True where somebody counts on that port: it is not replaced where it is taken. */
  readonly isPortNamed: boolean;
  /** Names and addresses that it answers for, as `hostName` writes them. */
  readonly hosts: () => readonly string[];
  /** A folder of its own, and how many bytes of media it may hold. */
  readonly disk: { readonly folder: string; readonly bytes: number } | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly config: ApplianceConfig;
}

export interface RunningAppliance extends RunningService<typeof applianceContract> {
  /** `http://host:port` of the media socket. */
  readonly address: string;
  readonly port: number;
}

/** Listens when it resolves; ready once the key ring is here. */
export async function start(deps: ApplianceDeps): Promise<RunningAppliance> {
  const { id, studio, playback, host, port, hosts, clock, random, logger, config } = deps;
  const disk = deps.disk === undefined ? undefined : await openDisk({ ...deps.disk, logger });
  const shelf = openShelf({ origin: studioOrigin(studio), disk, config, clock, random, logger });
  let requests = 0;
  let bytesServed = 0;
  const ring = openKeyRing({ playback, clock, logger, refreshMs: config.keyRefreshMs });
  const answer = makeAnswer({
    shelf,
    ring,
    outlets: outlets(config.memoryBytes / 2),
    sliceBytes: config.sliceBytes,
    hosts,
    clock,
    logger,
    onServed: (bytes) => {
      bytesServed += bytes;
    },
  });
  const socket = await openMediaSocket({
    host,
    port,
    isPortNamed: deps.isPortNamed,
    config,
    clock,
    logger,
    answer: (request, response) => {
      requests += 1;
      answer(request, response);
    },
  }).catch(async (error) => {
    ring.close();
    await shelf.close();
    throw error;
  });
  logger.info('Media is served', { id, address: socket.address });

  return {
    address: socket.address,
    port: socket.port,
    implementation: {
      calls: {
        status: async () => ({
          id,
          address: socket.address,
          requests,
          bytesServed,
          originFetches: shelf.originFetches,
          bytesFetched: shelf.bytesFetched,
          memoryBytes: shelf.memoryBytes,
          diskBytes: shelf.diskBytes,
        }),
      },
      routes: {},
    },
    readiness: () =>
      ring.isHere ? { ready: true } : { ready: false, why: 'The keys of media addresses are not here yet.' },
    async stop() {
      await socket.close();
      ring.close();
      await shelf.close();
    },
  };
}
