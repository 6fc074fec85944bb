import { join } from 'node:path';
import type { Cache } from '../../engines/cache/index.ts';
import { ffmpegEncoder } from '../../engines/encoder/ffmpeg/open.ts';
import type { Encoder } from '../../engines/encoder/index.ts';
import { simulatedEncoder } from '../../engines/encoder/simulated/open.ts';
import type { Index } from '../../engines/index/index.ts';
import type { Log } from '../../engines/log/index.ts';
import type { Objects } from '../../engines/objects/index.ts';
import type { Queue } from '../../engines/queue/index.ts';
import type { Rows } from '../../engines/rows/index.ts';
import type { Sessions } from '../../engines/sessions/index.ts';
import type { Migration, Sql } from '../../engines/sql/index.ts';
import { type Children, type Logger, openDice } from '../../host/index.ts';
import type { Clock, Random } from '../../kit/index.ts';
import { watchedQueue } from '../metrics/levels.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Settings } from '../settings.ts';
import type { EnginePort } from './port.ts';
import { type EnginePortName, enginePorts } from './ports/index.ts';
import { type EngineProcess, openEngineProcess } from './process.ts';

/** The engines of one process. Each is opened when the first service asks for it, and closed with the process. */
export interface Engines {
  /** The service's own database. */
  sql<Tables>(service: string, migrations: readonly Migration[]): Promise<Sql<Tables>>;
  objects(): Promise<Objects>;
  queue(): Promise<Queue>;
  log(): Promise<Log>;
  rows(): Promise<Rows>;
  sessions(): Promise<Sessions>;
  cache(): Promise<Cache>;
  index(): Promise<Index>;
  encoder(): Promise<Encoder>;
  /** This process among those that share the engines. */
  process(): Promise<EngineProcess>;
  close(): Promise<void>;
}

export interface EngineDeps {
  readonly children: Children;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

interface Closable {
  close(): Promise<void>;
}

interface Chosen<Needs, Engine> {
  readonly table: EnginePort<Needs, Engine>;
  readonly needs: Needs;
  /** Tells apart what is opened more than once. */
  readonly key?: string;
  around?(engine: Engine): Engine;
}

/** The engines that the settings choose. What was embedded lies in the data folder. */
export function openEngines(settings: Settings, deps: EngineDeps): Engines {
  const { children, metrics, clock, random, logger } = deps;
  const folder = settings.dataFolder;
  const opened: Closable[] = [];
  const once = new Map<string, Promise<unknown>>();

  function open<Engine>(name: string, opening: () => Promise<Engine & Closable>): Promise<Engine> {
    const known = once.get(name);
    if (known !== undefined) return known as Promise<Engine>;
    const engine = opening().then((ready) => {
      opened.push(ready);
      return ready;
    });
    once.set(name, engine);
    // What could not be opened is opened anew for whoever asks again.
    engine.catch(() => once.delete(name));
    return engine;
  }

  /** Opens the adapter that was chosen for a port. */
  function chosen<Needs, Engine extends Closable>(
    port: EnginePortName,
    { table, needs, key = port, around = (engine) => engine }: Chosen<Needs, Engine>,
  ): Promise<Engine> {
    const { adapter, options } = settings.engines[port];
    const found = table.adapters[adapter];
    if (found === undefined) throw new TypeError(`${port} has no adapter ${adapter}`);
    return open(key, async () => {
      const engine = await found.open(options, { folder, clock, random, logger, ...needs });
      // On trial, an engine behaves as a network may.
      const dice = settings.onTrial === 'trial' && openDice({ seed: settings.trialSeed, name: key, clock });
      const tried = dice === false ? engine : table.trial(engine, { dice, clock });
      return around(table.called(tried, { clock, random, meter: metrics.ofEngine(port, adapter) }));
    });
  }

  return {
    sql: <Tables>(service: string, migrations: readonly Migration[]) =>
      chosen('sql', {
        table: enginePorts.sql,
        needs: { service, migrations },
        key: `sql-${service}`,
      }) as Promise<Sql<Tables>>,
    objects: () => chosen('objects', { table: enginePorts.objects, needs: {} }),
    queue: () =>
      chosen('queue', { table: enginePorts.queue, needs: {}, around: (queue) => watchedQueue(queue, metrics) }),
    log: () => chosen('log', { table: enginePorts.log, needs: {} }),
    rows: () => chosen('rows', { table: enginePorts.rows, needs: {} }),
    sessions: () => chosen('sessions', { table: enginePorts.sessions, needs: {} }),
    cache: () => chosen('cache', { table: enginePorts.cache, needs: {} }),
    index: () => chosen('index', { table: enginePorts.index, needs: {} }),
    encoder: async () =>
      settings.encoder === 'simulated'
        ? simulatedEncoder({ clock, millisecondsPerPicture: settings.simulatedMs })
        : ffmpegEncoder({ ffmpeg: settings.ffmpeg, ffprobe: settings.ffprobe, children, logger }),
    process: () => open('process', () => openEngineProcess(join(folder, 'run', 'engines'), { random })),
    async close() {
      for (const engine of opened.reverse()) await engine.close();
    },
  };
}
