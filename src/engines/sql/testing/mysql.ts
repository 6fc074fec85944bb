import { randomUUID } from 'node:crypto';
import { silentLogger } from '../../../host/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { realOptions } from '../../connection/testing/real.ts';
import { openMysql } from '../mysql/open.ts';
import { type MysqlOptions, mysqlOptions } from '../mysql/options.ts';
import { openSession } from '../mysql/session.ts';
import { databaseOf } from '../mysql/set-up.ts';
import { whereabouts } from '../mysql/whereabouts.ts';
import type { SqlAdapter } from './tables.ts';

/** How the suites reach the running servers; a place is a prefix of databases. */
export function optionsOf(place: string, changes: Readonly<Record<string, unknown>> = {}): MysqlOptions {
  return mysqlOptions.parse({ ...realOptions('mariadb'), database: place, ...changes });
}

/** Runs a statement beside everything else, on the server that the writer's name points at. */
export async function aside(sql: string, options = optionsOf('bijou')): Promise<readonly Record<string, unknown>[]> {
  const { host, port } = options.writer;
  const { nameServers, connectTimeoutMs: timeoutMs } = options;
  const address = await whereabouts(host, {
    nameServers,
    timeoutMs,
    clock: systemClock,
    moved: () => undefined,
  }).find();
  const session = await openSession({ options, clock: systemClock, host, address, port, database: 'aside' });
  try {
    return (await session.run({ sql })).rows;
  } finally {
    session.end();
  }
}

export const newPlace = async (): Promise<string> => `t_${randomUUID().replaceAll('-', '').slice(0, 12)}`;

export async function dropPlace(place: string): Promise<void> {
  const made = await aside(
    `select schema_name as name from information_schema.schemata where schema_name like '${place}%'`,
  );
  for (const { name } of made) await aside(`drop database if exists ${String(name)}`);
}

export const service = 'suite';

/** This adapter as the conformance suite and its children open it. */
export const adapter: SqlAdapter = {
  name: 'mysql',
  module: import.meta.url,
  capabilities: { ownClock: true, transactionalSchema: false, severalWriters: true, severalProcesses: true },
  newPlace,
  dropPlace,
  open: (place, migrations) =>
    openMysql({ options: optionsOf(place), service, migrations, clock: systemClock, logger: silentLogger }),
};

export function databaseAt(place: string): string {
  return databaseOf(optionsOf(place), service);
}
