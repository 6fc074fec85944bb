import type { Clock } from '../../../kit/index.ts';
import { sqlErrors } from '../errors.ts';
import type { MysqlOptions } from './options.ts';
import type { Lent } from './pool.ts';
import { checkWrites, greet } from './server.ts';
import { openSession, type Session } from './session.ts';
import { whereabouts } from './whereabouts.ts';

/** A change of a large table takes as long as it takes. */
const unlimitedMs = 24 * 3_600_000;

/** The database of a service. */
export function databaseOf({ database }: MysqlOptions, service: string): string {
  return `${database}_${service.replace(/[^a-z0-9]+/g, '_')}`;
}

export interface SetUp {
  readonly keeper: Lent;
  readonly worker: Lent;
  end(): void;
}

interface SetUpOptions {
  readonly options: MysqlOptions;
  readonly clock: Clock;
  readonly database: string;
}

/** Two connections to the writer by which a database is set up, in it; it is made where it is missing. */
export async function setUp({ options, clock, database }: SetUpOptions): Promise<SetUp> {
  const { host, port } = options.writer;
  const { nameServers, connectTimeoutMs: timeoutMs } = options;
  const place = whereabouts(host, { nameServers, timeoutMs, clock, moved: () => undefined });
  const address = await place.find().catch((error: unknown) => {
    throw sqlErrors.error('sql.unavailable', { database, why: `${host} has no address` }, error);
  });
  const settings = { options, clock, host, address, port, database, requestTimeoutMs: unlimitedMs };
  const opened: Session[] = [];
  const end = (): void => {
    for (const session of opened) session.end();
  };
  const open = async (): Promise<Lent> => {
    const session = await openSession(settings);
    opened.push(session);
    const server = await greet(session, options);
    checkWrites(server, database);
    return { session, server };
  };
  try {
    const worker = await open();
    await makeDatabase(worker, database);
    const keeper = await open();
    for (const { session } of [worker, keeper]) await session.run({ sql: `use ${database}` });
    return { worker, keeper, end };
  } catch (error) {
    end();
    throw error;
  }
}

async function makeDatabase({ session, server }: Lent, database: string): Promise<void> {
  const { rows } = await session.run({
    sql: 'select schema_name from information_schema.schemata where schema_name = ?',
    values: [database],
  });
  if (rows.length > 0) return;
  await session.run({
    sql: `create database if not exists ${database} character set utf8mb4 collate ${server.collation}`,
  });
}
