import { join } from 'node:path';
import type { Cache } from '../engines/cache/index.ts';
import { openMemoryCache } from '../engines/cache/memory/open.ts';
import { trialCache } from '../engines/cache/trial/open.ts';
import { ffmpegEncoder } from '../engines/encoder/ffmpeg/open.ts';
import type { Encoder } from '../engines/encoder/index.ts';
import { simulatedEncoder } from '../engines/encoder/simulated/open.ts';
import type { Index } from '../engines/index/index.ts';
import { openSqliteIndex } from '../engines/index/sqlite/open.ts';
import { trialIndex } from '../engines/index/trial/open.ts';
import type { Log } from '../engines/log/index.ts';
import { openSqliteLog } from '../engines/log/sqlite/open.ts';
import { trialLog } from '../engines/log/trial/open.ts';
import { openFolderObjects } from '../engines/objects/folder/open.ts';
import type { Objects } from '../engines/objects/index.ts';
import { trialObjects } from '../engines/objects/trial/open.ts';
import type { Queue } from '../engines/queue/index.ts';
import { openSqliteQueue } from '../engines/queue/sqlite/open.ts';
import { trialQueue } from '../engines/queue/trial/open.ts';
import type { Rows } from '../engines/rows/index.ts';
import { openSqliteRows } from '../engines/rows/sqlite/open.ts';
import { trialRows } from '../engines/rows/trial/open.ts';
import type { Sessions } from '../engines/sessions/index.ts';
import { openSqliteSessions } from '../engines/sessions/sqlite/open.ts';
import { trialSessions } from '../engines/sessions/trial/open.ts';
import type { Migration, Sql } from '../engines/sql/index.ts';
import { openSqlite } from '../engines/sql/sqlite/open.ts';
import { trialSql } from '../engines/sql/trial/open.ts';
import {
  type Children,
  type Dice,
  isLive,
  type Logger,
  openDice,
  openOwnFolder,
  sweepOwnFolders,
} from '../host/index.ts';
import type { Clock, Random } from '../kit/index.ts';
import { retryIndex } from './engines/retry-index.ts';
import { retryLog } from './engines/retry-log.ts';
import { retryObjects } from './engines/retry-objects.ts';
import { retryQueue } from './engines/retry-queue.ts';
import { retryRows } from './engines/retry-rows.ts';
import { retrySessions } from './engines/retry-sessions.ts';
import { retrySql } from './engines/retry-sql.ts';
import type { Settings } from './settings.ts';

/** The engines of one process. Each is opened when the first service asks for it, and closed with the process. */
export interface Engines {
  /** The service's own database file. */
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

/** Who holds something in engines that several processes share. */
export interface EngineProcess {
  readonly name: string;
  /** Whether another is known to have ended; false where nobody can know. */
  isGone(name: string): boolean;
}

export interface EnginePorts {
  readonly children: Children;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** A ticket received more often than this goes to the dead letters. */
const maxReceives = 20;

/** Of this process's cache; taken as it fills. */
const cacheBytes = 32 * 1024 * 1024;

export function embeddedEngines(settings: Settings, ports: EnginePorts): Engines {
  const { children, clock, random, logger } = ports;
  const folder = settings.dataFolder;
  const opened: { close(): Promise<void> }[] = [];
  const once = new Map<string, Promise<unknown>>();

  function open<Engine>(name: string, opening: () => Promise<Engine & { close(): Promise<void> }>): Promise<Engine> {
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

  /** On trial, an engine behaves as a network may. */
  function tried<Engine>(name: string, engine: Engine, trial: (engine: Engine, dice: Dice) => Engine): Engine {
    if (settings.engines === 'embedded') return engine;
    return trial(engine, openDice({ seed: settings.trialSeed, name, clock }));
  }

  return {
    sql: <Tables>(service: string, migrations: readonly Migration[]) =>
      open(`sql-${service}`, async () => {
        const file = join(folder, 'sql', `${service}.sqlite`);
        const sql = await openSqlite<Tables>({ file, migrations, clock, random, logger });
        return retrySql(tried(`sql-${service}`, sql, trialSql), { clock, random });
      }),
    objects: () =>
      open('objects', async () => {
        const objects = await openFolderObjects({ folder: join(folder, 'objects'), clock, random });
        return retryObjects(tried('objects', objects, trialObjects), { clock, random });
      }),
    queue: () =>
      open('queue', async () => {
        const queue = await openSqliteQueue({ file: join(folder, 'queue.sqlite'), maxReceives, clock, random, logger });
        return retryQueue(
          tried('queue', queue, (known, dice) => trialQueue(known, { dice, clock })),
          { clock, random },
        );
      }),
    log: () =>
      open('log', async () => {
        const log = await openSqliteLog({ file: join(folder, 'log.sqlite'), clock, logger });
        return retryLog(tried('log', log, trialLog), { clock, random });
      }),
    rows: () =>
      open('rows', async () => {
        const rows = await openSqliteRows({ file: join(folder, 'rows.sqlite'), clock, logger });
        return retryRows(
          tried('rows', rows, (known, dice) => trialRows(known, { dice, clock })),
          { clock, random },
        );
      }),
    sessions: () =>
      open('sessions', async () => {
        const sessions = await openSqliteSessions({ file: join(folder, 'sessions.sqlite'), clock, random, logger });
        return retrySessions(tried('sessions', sessions, trialSessions), { clock, random });
      }),
    cache: () =>
      open('cache', async () => tried('cache', openMemoryCache({ maxBytes: cacheBytes, clock }), trialCache)),
    index: () =>
      open('index', async () => {
        const index = await openSqliteIndex({ file: join(folder, 'index.sqlite'), clock, logger });
        return retryIndex(tried('index', index, trialIndex), { clock, random });
      }),
    encoder: async () =>
      settings.encoder === 'simulated'
        ? simulatedEncoder({ clock, millisecondsPerPicture: settings.simulatedMs })
        : ffmpegEncoder({ ffmpeg: settings.ffmpeg, ffprobe: settings.ffprobe, children, logger }),
    process: () =>
      open('process', async () => {
        const place = join(folder, 'run', 'engines');
        await sweepOwnFolders(place);
        const own = await openOwnFolder(place);
        return { name: own.name, isGone: (name) => name !== '' && !isLive(place, name), close: own.release };
      }),
    async close() {
      for (const engine of opened.reverse()) await engine.close();
    },
  };
}
