import { sqlErrors } from '../errors.ts';
import type { MysqlOptions } from './options.ts';
import type { Session } from './session.ts';

/** What a server is, as far as its words differ. */
export interface Server {
  readonly isMaria: boolean;
  /** Part of a Galera cluster, whose other masters take changes as well. */
  readonly isGalera: boolean;
  /** `10.11.14` */
  readonly version: string;
  /** Its own name in its cluster. */
  readonly node: string;
  /** Takes no changes. */
  readonly isReadOnly: boolean;
  /** Of texts that are the same where their bytes are, trailing spaces included. */
  readonly collation: string;
}

/** How long a transaction lives at most, whatever it does. The studio's journal is looked back over for longer than that. */
export const transactionMs = 30_000;

/**
 * Refused rather than bent: too long texts, numbers out of range, columns that a group does not fix. A backslash is a
 * character like any other and `||` joins texts, as standard SQL and SQLite have it; 0 is no demand to count up.
 */
const modes =
  'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY';

const asked = [
  'version',
  'hostname',
  'port',
  'server_uuid',
  'wsrep_on',
  'wsrep_node_name',
  'read_only',
  'super_read_only',
];

/** Asks a server what it is, and settles how it speaks with us. */
export async function greet(session: Session, { requestTimeoutMs }: MysqlOptions): Promise<Server> {
  const names = asked.map((name) => `'${name}'`).join();
  const { rows } = await session.run({ sql: `show variables where variable_name in (${names})` });
  const said = new Map(rows.map((row) => [String(row.Variable_name), String(row.Value)]));
  const version = said.get('version') ?? '';
  const isMaria = /mariadb/i.test(version);
  const isGalera = said.get('wsrep_on') === 'ON';
  const collation = isMaria ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin';
  const settings = {
    sql_mode: `'${modes}'`,
    time_zone: `'+00:00'`,
    collation_connection: collation,
    autocommit: 1,
    // Whoever waits for a lock is told so before his own time is over.
    innodb_lock_wait_timeout: Math.max(1, Math.floor(requestTimeoutMs / 2000)),
    // A process that stands still loses its locks.
    wait_timeout: Math.ceil(transactionMs / 1000),
    // A read waits for what other masters had committed before it.
    ...(isGalera && { wsrep_sync_wait: 1 }),
  };
  const changes = Object.entries(settings).map(([name, value]) => `@@session.${name} = ${value}`);
  await session.run({ sql: 'set session transaction isolation level read committed' });
  await session.run({ sql: `set ${changes.join()}` });
  return {
    isMaria,
    isGalera,
    version: /^[\d.]+/.exec(version)?.[0] ?? version,
    node: said.get('wsrep_node_name') || said.get('server_uuid') || `${said.get('hostname')}:${said.get('port')}`,
    isReadOnly: said.get('read_only') === 'ON' || said.get('super_read_only') === 'ON',
    collation,
  };
}

/** Refuses a server that takes no changes, although it is the writer by name: the name is about to be moved. */
export function checkWrites({ node, isReadOnly }: Server, database: string): void {
  if (isReadOnly) throw sqlErrors.error('sql.unavailable', { database, why: `${node} is read-only` });
}
