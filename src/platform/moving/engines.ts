import { join } from 'node:path';
import type { Log } from '../../engines/log/index.ts';
import type { AnyTables, Migration, Sql } from '../../engines/sql/index.ts';
import { type Logger, openChildren } from '../../host/index.ts';
import type { Clock, Random } from '../../kit/index.ts';
import { type Engines, openEngines } from '../engines/open.ts';
import { type EnginePortName, enginePortNames, enginePorts } from '../engines/ports/index.ts';
import { openMetrics } from '../metrics/metrics.ts';
import type { Settings } from '../settings.ts';

export interface MovingPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** The engines of the new configuration. */
export interface NewEngines extends Omit<Engines, 'log'> {
  /** Not tried again by itself: what was appended is read first. */
  log(): Promise<Log>;
}

/** What is carried: ports whose things will lie elsewhere. A cache has nothing that lasts, and an index is filled again. */
export function carriedPorts(oldFolder: string, { engines, dataFolder }: Settings): readonly EnginePortName[] {
  const isElsewhere = (port: EnginePortName) =>
    engines[port].adapter !== enginePorts[port].embedded || dataFolder !== oldFolder;
  return enginePortNames.filter((port) => port !== 'cache' && port !== 'index' && isElsewhere(port));
}

export async function openNewEngines(
  settings: Settings,
  { progressFolder, clock, random, logger }: MovingPorts & { readonly progressFolder: string },
): Promise<NewEngines> {
  const children = await openChildren({ folder: join(progressFolder, 'children'), clock, logger });
  const engines = openEngines(settings, { children, metrics: openMetrics(), clock, random, logger });
  let log: Promise<Log> | undefined;
  return {
    ...engines,
    log() {
      const { adapter, options } = settings.engines.log;
      const found = enginePorts.log.adapters[adapter];
      if (found === undefined) throw new TypeError(`log has no adapter ${adapter}`);
      log ??= found.open(options, { folder: settings.dataFolder, clock, random, logger });
      return log;
    },
    async close() {
      await log?.then((open) => open.close());
      await engines.close();
      await children.close();
    },
  };
}

/** A database in which nothing but its migrations has happened. */
export async function openFreshSql(
  folder: string,
  {
    service,
    migrations,
    clock,
    random,
    logger,
  }: MovingPorts & { readonly service: string; readonly migrations: readonly Migration[] },
): Promise<Sql<AnyTables>> {
  const embedded = enginePorts.sql.adapters[enginePorts.sql.embedded];
  if (embedded === undefined) throw new TypeError('sql is not embedded');
  const opening = { folder, service, migrations, clock, random, logger };
  return embedded.open({}, opening);
}
