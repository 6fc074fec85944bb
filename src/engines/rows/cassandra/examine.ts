import type { Client } from 'cassandra-driver';
import { BijouError, type Clock, sentenceOf } from '../../../kit/index.ts';
import { type Examine, type Finding, fine, wrong } from '../../connection/index.ts';
import { writeTimes } from '../write-time.ts';
import { connect } from './connect.ts';
import { whyNot } from './connecting.ts';
import type { CassandraOptions } from './options.ts';
import { settingsOf } from './settings.ts';
import { quoted, tableOf } from './statements.ts';
import { tableOn } from './table.ts';
import { bringKeyspaceUp, bringTableUp, keyspaceOf } from './tables.ts';

const oldest = [4, 1];
const mostOffMs = 2_000;

/** What doctor tries on a cluster: see `Examine`. */
export const examineCassandra: Examine<CassandraOptions> = async function* (options, { clock }) {
  let client: Client;
  try {
    client = await connect(options);
  } catch (error) {
    yield whyNot(error, options);
    return;
  }
  try {
    yield* nodes(client, options, clock);
    yield* use(client, options, clock);
    yield* replication(client, options);
    yield* settingsOf(client);
  } catch (error) {
    yield wrong('examine', 'down', `The cluster answered, and then no more: ${sentenceOf(error)}`);
  } finally {
    await client.shutdown();
  }
};

/** Each node of our data centre: whether it answers, its version, its clock, its schema. */
async function* nodes(
  client: Client,
  { localDataCenter, tls }: CassandraOptions,
  clock: Clock,
): AsyncIterable<Finding> {
  const ours = client.hosts.values().filter(({ datacenter }) => datacenter === localDataCenter);
  const down: string[] = [];
  const schemas = new Set<string>();
  const faults: Finding[] = [];
  for (const host of ours) {
    const before = clock.now();
    try {
      const { rows } = await client.execute(
        'SELECT release_version, schema_version, toTimestamp(now()) AS now FROM system.local',
        [],
        { host },
      );
      const local = rows[0] as unknown as Local;
      schemas.add(String(local.schema_version));
      const version = local.release_version;
      const [major = 0, minor = 0] = version.split('.').map(Number);
      if (major < (oldest[0] ?? 0) || (major === oldest[0] && minor < (oldest[1] ?? 0)))
        faults.push(wrong('version', 'too-old', `${host.address} is Cassandra ${version}: Bijou needs 4.1 or later.`));
      const off = local.now.getTime() - (before + clock.now()) / 2;
      if (Math.abs(off) > mostOffMs)
        faults.push(
          wrong(
            'clock',
            'clock',
            `The clock of ${host.address} is ${seconds(off)} ours. Of two writes the one with the later time wins, whichever came last: let all machines follow one NTP.`,
          ),
        );
    } catch {
      down.push(host.address);
    }
  }
  const names = `${ours.length} node${ours.length === 1 ? '' : 's'} of ${localDataCenter}`;
  yield down.length === 0
    ? fine('connect', `${names} ${ours.length === 1 ? 'answers' : 'answer'}.`)
    : wrong(
        'connect',
        'down',
        `${down.join(', ')} gave no answer, of ${names}. One more that is lost may be one too many.`,
      );
  yield fine('encryption', tls === false ? 'Connections are plain.' : 'Connections are encrypted.');
  yield* faults;
  if (!faults.some(({ wrong }) => wrong === 'too-old')) yield fine('version', 'Cassandra 4.1 or later.');
  if (!faults.some(({ wrong }) => wrong === 'clock')) yield fine('clock', 'Clocks agree within two seconds.');
  yield schemas.size <= 1
    ? fine('schema', 'Nodes agree on the schema.')
    : wrong(
        'schema',
        'settings',
        `Nodes know ${schemas.size} versions of the schema. Look at "nodetool describecluster", and restart the node that stays apart.`,
      );
}

interface Local {
  readonly release_version: string;
  readonly schema_version: unknown;
  readonly now: Date;
}

/** Everything that Bijou does, on a table that is gone afterwards. */
async function* use(client: Client, options: CassandraOptions, clock: Clock): AsyncIterable<Finding> {
  const { keyspace } = options;
  const made = (await keyspaceOf(client, keyspace)) === undefined;
  const shape = {
    name: `bijou_examines_${clock.now()}`,
    partition: { id: 'text' },
    clustering: { n: 'integer' },
    columns: { note: 'text' },
  } as const;
  const key = { id: 'x', n: 1 };
  let tried = 'make';
  try {
    await bringKeyspaceUp(client, options);
    await bringTableUp(client, keyspace, shape);
    const table = tableOn({ client, keyspace, writeTime: writeTimes(clock) }, shape);
    tried = 'write';
    await table.write(key, [{ do: 'put', row: { n: 1, note: 'n' } }]);
    tried = 'read';
    await table.read(key, { limit: 1 });
    tried = 'write on a condition';
    await table.writeIf?.(key, 'present', { do: 'delete' });
    tried = 'delete';
    await table.write(key, [{ do: 'delete-range' }]);
    yield fine('permissions', `Tables are made, written, read and deleted in ${keyspace}.`);
  } catch (error) {
    const code = error instanceof BijouError && error.code === 'rows.denied' ? 'permissions' : 'missing';
    yield wrong(
      'permissions',
      code,
      `To ${tried} failed in the keyspace ${keyspace}: ${sentenceOf(error)} Bijou's user needs CREATE, ALTER, SELECT and MODIFY there, and CREATE on all keyspaces where it has to make its own.`,
    );
  } finally {
    await client.execute(`DROP TABLE IF EXISTS ${tableOf(keyspace, shape.name)}`).catch(() => undefined);
    if (made) await client.execute(`DROP KEYSPACE IF EXISTS ${quoted(keyspace)}`).catch(() => undefined);
  }
}

async function* replication(client: Client, options: CassandraOptions): AsyncIterable<Finding> {
  const { keyspace, localDataCenter } = options;
  const found = await keyspaceOf(client, keyspace);
  if (found === undefined) {
    yield fine('keyspace', `${keyspace} is not there yet: Bijou makes it.`);
    return;
  }
  const nodes = client.hosts.values().filter(({ datacenter }) => datacenter === localDataCenter).length;
  const copies = Number(found[localDataCenter] ?? 0);
  const change = `ALTER KEYSPACE ${quoted(keyspace)} WITH replication = {'class': 'NetworkTopologyStrategy', '${localDataCenter}': 3}, then "nodetool repair -full"`;
  if (!String(found.class).endsWith('NetworkTopologyStrategy'))
    yield wrong('replication', 'settings', `${keyspace} knows nothing of data centres (${found.class}): ${change}.`);
  else if (copies === 0)
    yield wrong(
      'replication',
      'settings',
      `${keyspace} has no copy in ${localDataCenter}, so nothing can be read: ${change}.`,
    );
  else if (copies > nodes)
    yield wrong(
      'replication',
      'settings',
      `${keyspace} asks for ${copies} copies, and there are ${nodes} nodes: add some.`,
    );
  else if (copies < 3)
    yield wrong(
      'replication',
      'settings',
      `${keyspace} keeps ${copies === 1 ? 'one copy' : 'two copies'} of each row: with a node away nothing can be ${copies === 1 ? 'read of what it holds' : 'agreed on'}. With three nodes or more: ${change}.`,
    );
  else yield fine('replication', `${copies} copies of each row on ${nodes} nodes.`);
}

function seconds(offMs: number): string {
  return `${Math.abs(offMs / 1000).toFixed(1)} s ${offMs > 0 ? 'ahead of' : 'behind'}`;
}
