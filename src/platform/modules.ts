import {
  applianceContract,
  catalogContract,
  encoderContract,
  gatewayContract,
  playbackContract,
  type Readiness,
  type RunningService,
  type ServiceContract,
  studioContract,
} from '../contracts/index.ts';
import * as appliance from '../services/appliance/index.ts';
import * as catalog from '../services/catalog/index.ts';
import * as encoder from '../services/encoder/index.ts';
import * as gateway from '../services/gateway/index.ts';
import * as playback from '../services/playback/index.ts';
import * as studio from '../services/studio/index.ts';
import { ownTables } from './own-tables.ts';
import { openScratch } from './scratch.ts';
import type { Target } from './targets.ts';
import type { Workshop } from './workshop.ts';

/** What the door lets through. */
const doorContracts: readonly ServiceContract[] = [
  studioContract,
  catalogContract,
  playbackContract,
  applianceContract,
  encoderContract,
  gatewayContract,
];

/** A service that runs in this process, with the addresses it opened. */
export interface RunningModule {
  readonly contract: ServiceContract;
  readonly service: RunningService<ServiceContract>;
  readonly publicAddress?: string;
  readonly mediaAddress?: string;
  readiness(): Readiness;
  stop(): Promise<void>;
}

/** How each service is started. This table is the only wiring: what is not handed over here, a service has not. */
export const modules: Readonly<Record<Target, (workshop: Workshop) => Promise<RunningModule>>> = {
  async studio(workshop) {
    const { settings, engines, clock, random, makeId } = workshop;
    const logger = workshop.logger.with({ service: 'studio' });
    const tables = await ownTables<studio.StudioTables>(workshop, {
      service: 'studio',
      migrations: studio.migrations,
      logger,
    });
    const start = async () =>
      studio.start({
        ...tables,
        objects: await engines.objects(),
        queue: await engines.queue(),
        clock,
        random,
        makeId,
        logger,
        config: settings.configs.studio,
        post: fetch,
      });
    return running(studioContract, await startedOn(tables, start), tables);
  },

  async catalog(workshop) {
    const { engines, clock } = workshop;
    const logger = workshop.logger.with({ service: 'catalog' });
    const tables = await ownTables<catalog.CatalogTables>(workshop, {
      service: 'catalog',
      migrations: catalog.migrations,
      logger,
    });
    const service = await startedOn(tables, async () =>
      catalog.start({ ...tables, index: await engines.index(), clock, logger }),
    );
    return running(catalogContract, service, tables);
  },

  async playback(workshop) {
    const { settings, engines, clock, random, makeId, addresses } = workshop;
    const logger = workshop.logger.with({ service: 'playback' });
    const sql = await engines.sql<playback.PlaybackTables>('playback', playback.migrations);
    const service = await playback.start({
      sql,
      catalog: workshop.client(catalogContract),
      appliances: addresses.appliances,
      origins: addresses.origins,
      defaultOrigin: addresses.door,
      clock,
      random,
      makeId,
      logger,
      config: settings.configs.playback,
    });
    return running(playbackContract, service);
  },

  async appliance(workshop) {
    const { settings, clock, random, makeId, addresses } = workshop;
    const logger = workshop.logger.with({ service: 'appliance' });
    const service = await appliance.start({
      id: makeId(),
      studio: workshop.client(studioContract),
      playback: workshop.client(playbackContract),
      host: settings.host,
      port: settings.mediaPort,
      isPortNamed: settings.isMediaPortNamed,
      hosts: addresses.hosts,
      disk: settings.applianceDisk,
      clock,
      random,
      logger,
      config: settings.configs.appliance,
    });
    return { ...running(applianceContract, service), mediaAddress: service.address };
  },

  async encoder(workshop) {
    const { settings, engines, clock, random, makeId } = workshop;
    const logger = workshop.logger.with({ service: 'encoder' });
    const scratch = await openScratch(settings.dataFolder);
    const service = await encoder.start({
      studio: workshop.client(studioContract),
      engine: await engines.encoder(),
      scratch: scratch.path,
      makeId,
      clock,
      random,
      logger,
      config: settings.configs.encoder,
    });
    return running(encoderContract, service, { stop: scratch.release });
  },

  async gateway(workshop) {
    const { settings, clock, random, addresses } = workshop;
    const logger = workshop.logger.with({ service: 'gateway' });
    const service = await gateway.start({
      app: workshop.appFolder,
      drawn: workshop.drawnFolder,
      endpoint: workshop.endpoints(doorContracts),
      contracts: [
        studioContract,
        catalogContract,
        playbackContract,
        applianceContract,
        encoderContract,
        gatewayContract,
      ],
      status: workshop.status,
      ready: workshop.ready,
      connectOrigins: addresses.mediaOrigins,
      host: settings.host,
      port: settings.port,
      hosts: addresses.hosts,
      origins: addresses.named,
      players: settings.players,
      ownerToken: workshop.ownerToken,
      clock,
      random,
      logger,
      config: settings.configs.gateway,
    });
    return { ...running(gatewayContract, service), publicAddress: service.address };
  },
};

/** What follows and carries for a service ends with it, also where that could not start. */
async function startedOn<Service>(tables: { stop(): Promise<void> }, start: () => Promise<Service>): Promise<Service> {
  try {
    return await start();
  } catch (error) {
    await tables.stop();
    throw error;
  }
}

function running<Contract extends ServiceContract>(
  contract: Contract,
  service: RunningService<Contract>,
  tables?: { stop(): Promise<void> },
): RunningModule {
  return {
    contract,
    service: service as unknown as RunningService<ServiceContract>,
    readiness: () => service.readiness(),
    async stop() {
      await service.stop();
      await tables?.stop();
    },
  };
}
