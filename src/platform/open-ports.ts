import type { ServiceContract } from '../contracts/index.ts';
import type { Migration } from '../engines/sql/index.ts';
import type { Logger } from '../host/index.ts';
import type { Port, PortKind, PortKinds } from '../manifest/index.ts';
import { startBroom } from './broom.ts';
import { openDiskCache } from './disk-cache.ts';
import { followersInLog } from './following/index.ts';
import { lagLevel } from './metrics/levels.ts';
import { ownTables } from './own-tables.ts';
import type { Runtime } from './runtime.ts';
import { openScratch } from './scratch.ts';
import { everyContract } from './table.ts';

/** What a port is opened for. */
interface Opening extends Runtime {
  /** Names the service in each line. */
  readonly logger: Logger;
  readonly service: string;
  readonly port: Port;
  /** Called as the service has stopped, the latest first. */
  closes(close: () => Promise<void>): void;
}

type Openers = {
  readonly [Kind in PortKind]: (
    opening: Opening,
    asks: PortKinds[Kind]['asks'],
  ) => Promise<PortKinds[Kind]['gives']> | PortKinds[Kind]['gives'];
};

/** How each kind of port is opened. This table is the only wiring: what is not handed over here, a service has not. */
const openers: Openers = {
  async tables(opening, migrations: readonly Migration[]) {
    const { stop, ...tables } = await ownTables(opening, {
      service: opening.service,
      migrations,
      logger: opening.logger,
    });
    opening.closes(stop);
    return tables;
  },
  objects: ({ engines }) => engines.objects(),
  queue: ({ engines }) => engines.queue(),
  log: ({ engines }) => engines.log(),
  async follow({ engines, metrics, service, clock, logger, closes }) {
    const log = await engines.log();
    const followers = followersInLog({ reader: service, log, clock, logger });
    metrics.watch(lagLevel(log, { reader: service, topics: followers.topics }));
    const broom = startBroom({ log, topics: followers.topics, clock, logger });
    closes(async () => void (await Promise.all([followers.stop(), broom.stop()])));
    return followers.follow;
  },
  rows: ({ engines }) => engines.rows(),
  sessions: ({ engines }) => engines.sessions(),
  cache: ({ engines }) => engines.cache(),
  index: ({ engines }) => engines.index(),
  encoder: ({ engines }) => engines.encoder(),
  client: ({ client }, contract: ServiceContract) => client(contract),
  config: ({ settings, port }) => settings.configs.get(port),
  network: () => fetch,
  async scratch({ settings, closes }) {
    const { path, release } = await openScratch(settings.dataFolder);
    closes(release);
    return path;
  },
  addresses: ({ addresses }) => addresses,
  door: ({ settings, ...runtime }) => ({
    host: settings.host,
    port: settings.port,
    isPortNamed: true,
    app: runtime.appFolder,
    drawn: runtime.drawnFolder,
    players: settings.players,
    ownerToken: runtime.ownerToken,
    contracts: everyContract,
    endpoint: runtime.endpoint,
    status: runtime.status,
    ready: runtime.ready,
  }),
  mediaSocket: ({ settings }) => ({
    host: settings.host,
    port: settings.mediaPort,
    isPortNamed: settings.isMediaPortNamed,
  }),
  diskCache({ settings, closes }) {
    if (settings.applianceDiskBytes === 0) return undefined;
    const { cache, close } = openDiskCache(settings);
    closes(close);
    return cache;
  },
};

export interface OpenPorts {
  /** What `start` is handed. */
  readonly given: Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

/** Opens what a service asks for. What was opened is closed again where a later port fails. */
export async function openPorts(
  runtime: Runtime,
  { service, ports }: { readonly service: string; readonly ports: Readonly<Record<string, Port>> },
): Promise<OpenPorts> {
  const { clock, random, makeId } = runtime;
  const logger = runtime.logger.with({ service });
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  const given: Record<string, unknown> = { clock, random, makeId, logger };
  try {
    for (const [name, port] of Object.entries(ports)) {
      const open = openers[port.kind] as (opening: Opening, asks: unknown) => unknown;
      const opening = {
        ...runtime,
        logger,
        service,
        port,
        closes: (one: () => Promise<void>) => void closing.push(one),
      };
      given[name] = await open(opening, port.asks);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { given, close };
}
