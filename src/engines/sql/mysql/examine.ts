import { randomUUID } from 'node:crypto';
import { BijouError, type Clock, hasCode, sentenceOf } from '../../../kit/index.ts';
import { type Address, type Examine, type Finding, type FindingCode, fine, wrong } from '../../connection/index.ts';
import { isEnough } from './enough.ts';
import type { MysqlOptions } from './options.ts';
import { lagOf } from './replicas.ts';
import { greet, type Server } from './server.ts';
import { openSession, type Session } from './session.ts';
import { whereabouts } from './whereabouts.ts';

/** A clock that is further off than this is not for leases and expiries. */
const mostOffMs = 2_000;

type Told = AsyncIterable<Finding>;

interface Examined {
  readonly session: Session;
  readonly server: Server;
  readonly options: MysqlOptions;
}

/** Tries what the sql port needs of the writer, and of each replica. */
export const examineMysql: Examine<MysqlOptions> = async function* (options, { clock }) {
  const examined = yield* connecting(options, options.writer, { clock, role: 'the writer' });
  if (examined === undefined) return;
  try {
    yield* versionOf(examined);
    yield* clusterOf(examined);
    yield* trying(examined);
    yield* clockOf(examined, clock);
  } catch (error) {
    yield wrong('the writer', codeOf(error), sentenceOf(error));
  } finally {
    examined.session.end();
  }
  for (const at of options.replicas) yield* examineReplica(options, at, { clock, writer: examined.server });
};

/** Connects and gives what else is tried; nothing, where what it told makes that pointless. */
async function* connecting(
  options: MysqlOptions,
  at: Address,
  { clock, role }: { readonly clock: Clock; readonly role: string },
): AsyncGenerator<Finding, Examined | undefined> {
  const place = `${at.host}:${at.port}`;
  const tried = `connect to ${role}`;
  const { nameServers, connectTimeoutMs: timeoutMs } = options;
  let address: string;
  try {
    address = await whereabouts(at.host, { nameServers, timeoutMs, clock, moved: () => undefined }).find();
  } catch (error) {
    const asked = nameServers.length === 0 ? 'the system’s resolver' : nameServers.map(({ host }) => host).join();
    yield wrong(tried, 'down', `${at.host} has no address by ${asked} (${codeIn(error)}). Check the name.`);
    return undefined;
  }
  let session: Session | undefined;
  try {
    session = await openSession({ options, clock, host: at.host, address, port: at.port, database: place });
    const server = await greet(session, options);
    const how = options.tls === false ? 'in the clear' : 'encrypted';
    yield fine(tried, `${role} answers at ${place} (${address}), ${how}: ${server.node}.`);
    return { session, server, options };
  } catch (error) {
    session?.end();
    yield wrong(tried, codeOf(error), refusalOf(error, { place, user: options.user }));
    return undefined;
  }
}

/** Why there is no connection, and what to do. */
function refusalOf(error: unknown, { place, user }: { readonly place: string; readonly user: string }): string {
  const why = whyOf(error);
  switch (codeOf(error)) {
    case 'encryption':
      return `${place} and we do not agree on encryption: ${why}. Check "tls": its authority, and the name in the certificate.`;
    case 'credentials':
      return `${place} does not know ${user} by this password: ${why}. Check "user" and "password".`;
    case 'slow':
      return `${place} did not answer in time: ${why}. Check the way there, and firewalls; or raise "connectTimeoutMs".`;
    default:
      return `Nothing takes connections at ${place}: ${why}. Start the server, or put "writer" right.`;
  }
}

async function* versionOf({ server }: Examined): Told {
  const { isMaria, version } = server;
  const [name, least] = isMaria ? ['MariaDB', '10.6.0'] : ['MySQL', '8.0.22'];
  yield isEnough(version, least)
    ? fine('version', `${name} ${version}.`)
    : wrong('version', 'too-old', `${name} ${version} is too old. Bijou needs ${least} or later.`);
}

async function* clusterOf({ session, server }: Examined): Told {
  const names = ['max_allowed_packet', 'innodb_flush_log_at_trx_commit', 'default_storage_engine', 'max_connections'];
  const { rows } = await session.run({ sql: `show global variables where variable_name in (${quoted(names)})` });
  const set = new Map(rows.map((row) => [String(row.Variable_name), String(row.Value)]));
  if (server.isReadOnly)
    yield wrong(
      'settings',
      'settings',
      `${server.node} is read-only. Point "writer" at the server that takes changes.`,
    );
  const packet = Number(set.get('max_allowed_packet') ?? 0);
  const leastPacket = 16 * 1024 * 1024;
  if (packet < leastPacket)
    yield wrong('settings', 'settings', `max_allowed_packet is ${packet}. Set it to ${leastPacket} or more.`);
  if (!server.isGalera) {
    if (set.get('innodb_flush_log_at_trx_commit') !== '1')
      yield wrong(
        'settings',
        'settings',
        'What was committed may be lost with the machine. Set innodb_flush_log_at_trx_commit=1.',
      );
    else yield fine('settings', 'What was committed is on the disk.');
    return;
  }
  const asked = ['wsrep_ready', 'wsrep_cluster_status', 'wsrep_cluster_size', 'wsrep_local_state_comment'];
  const { rows: states } = await session.run({ sql: `show status where variable_name in (${quoted(asked)})` });
  const state = new Map(states.map((row) => [String(row.Variable_name), String(row.Value)]));
  const size = Number(state.get('wsrep_cluster_size') ?? 0);
  if (state.get('wsrep_ready') !== 'ON' || state.get('wsrep_cluster_status') !== 'Primary')
    yield wrong(
      'cluster',
      'settings',
      `${server.node} is not part of its cluster’s majority. Bring back the other nodes.`,
    );
  else if (size < 3)
    yield wrong(
      'cluster',
      'settings',
      `The cluster has ${size} members: when one fails, nobody writes. Add a master or an arbitrator.`,
    );
  else yield fine('cluster', `Galera, ${size} members, ${state.get('wsrep_local_state_comment')}.`);
}

/** All that Bijou does with a database, in one that is made for it and dropped. */
async function* trying({ session, server, options }: Examined): Told {
  const database = `${options.database}_try_${randomUUID().slice(0, 8)}`;
  const steps: readonly (readonly [string, string])[] = [
    ['make a database', `create database ${database} character set utf8mb4 collate ${server.collation}`],
    ['make a table', `create table ${database}.a (id varchar(64) not null primary key, n bigint) engine = InnoDB`],
    ['make an index', `create index by_n on ${database}.a (n)`],
    ['change a table', `alter table ${database}.a add column m bigint`],
    ['write', `insert into ${database}.a values ('a ', 1, 1), ('a', 2, 2), ('A', 3, 3)`],
    ['change rows', `update ${database}.a set n = n + 1`],
    ['read', `select id from ${database}.a order by id for update skip locked`],
    ['delete rows', `delete from ${database}.a`],
    ['drop a table', `drop table ${database}.a`],
  ];
  try {
    for (const [what, statement] of steps) {
      try {
        await session.run({ sql: statement });
      } catch (error) {
        const isRefused = hasCode(error, 'sql.refused');
        const todo = isRefused
          ? `Grant it: GRANT ALL ON \`${options.database}\\_%\`.* TO '${options.user}'.`
          : 'Look into the server’s log.';
        yield wrong(
          'permissions',
          isRefused ? 'permissions' : 'settings',
          `${options.user} cannot ${what}: ${whyOf(error)}. ${todo}`,
        );
        return;
      }
    }
    yield fine('permissions', `${options.user} can make databases and tables, change, read and delete.`);
  } finally {
    await session.run({ sql: `drop database if exists ${database}` }).catch(() => undefined);
  }
}

async function* clockOf({ session, server }: Examined, clock: Clock): Told {
  const before = clock.now();
  const { rows } = await session.run({ sql: 'select cast(unix_timestamp(now(3)) * 1000 as signed) as now' });
  const off = Math.round(Number(rows[0]?.now) - (before + clock.now()) / 2);
  yield Math.abs(off) <= mostOffMs
    ? fine('clock', `${server.node} and this machine agree on the time.`)
    : wrong('clock', 'clock', `The clock of ${server.node} is ${off} ms off ours. Let both follow a time server.`);
}

async function* examineReplica(
  options: MysqlOptions,
  at: Address,
  { clock, writer }: { readonly clock: Clock; readonly writer: Server },
): Told {
  const role = `the replica ${at.host}`;
  const examined = yield* connecting(options, at, { clock, role });
  if (examined === undefined) return;
  const { session, server } = examined;
  try {
    const { rows } = await session.run({ sql: 'show replica status' });
    const lag = await lagOf(examined);
    const state = rows[0];
    const source = state?.Source_Host ?? state?.Master_Host;
    if (!server.isReadOnly) yield wrong(role, 'settings', `${role} takes changes. Set read_only=ON there.`);
    if (state === undefined) yield wrong(role, 'settings', `${role} copies nobody. Let it follow ${writer.node}.`);
    else if (lag === Number.POSITIVE_INFINITY)
      yield wrong(
        role,
        'settings',
        `${role} has stopped copying ${source}: ${state.Last_IO_Error || state.Last_SQL_Error || 'no reason given'}. Start it again.`,
      );
    else if (lag > options.mostLagMs)
      yield wrong(role, 'slow', `${role} is ${lag} ms behind. Until it is nearer, the writer is read instead.`);
    else yield fine(role, `${role} copies ${source} and is ${lag} ms behind.`);
  } catch (error) {
    if (hasCode(error, 'sql.refused'))
      yield wrong(
        role,
        'permissions',
        `${options.user} may not ask ${role} how far it is behind, so that it is read however old it is. Grant REPLICATION CLIENT (MySQL) or SLAVE MONITOR (MariaDB).`,
      );
    else yield wrong(role, codeOf(error), sentenceOf(error));
  } finally {
    session.end();
  }
}

function codeOf(error: unknown): FindingCode {
  const code = codeIn(error);
  if (/HANDSHAKE|CERT|TLS|SSL|EPROTO|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_/.test(code)) return 'encryption';
  if (hasCode(error, 'sql.refused')) return 'credentials';
  return /ETIMEDOUT/.test(code) ? 'slow' : 'down';
}

function codeIn(error: unknown): string {
  const cause = error instanceof BijouError ? error.cause : error;
  return String((cause as { readonly code?: string } | undefined)?.code ?? 'no reason given');
}

function whyOf(error: unknown): string {
  return error instanceof BijouError ? String(error.details.why ?? error.message) : sentenceOf(error);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join();
}
