import { createHash } from 'node:crypto';
import type { Client, types } from 'cassandra-driver';
import { rowsErrors } from '../errors.ts';
import type { TableShape } from '../index.ts';
import { checkNames } from '../names.ts';
import { compactionOf } from './compaction.ts';
import { failureOf } from './failure.ts';
import type { CassandraOptions } from './options.ts';
import { isDescending } from './slices.ts';
import { cqlTypes, keyTypeOf, quoted, tableOf } from './statements.ts';

/** Longer than any node may be away and then come back without a repair: ten days, as the port says. */
const graceSeconds = 10 * 24 * 3600;
const attempts = 5;

/** Makes the keyspace where it is missing. Errors: those of a write. */
export async function bringKeyspaceUp(client: Client, options: CassandraOptions): Promise<void> {
  const { keyspace, localDataCenter } = options;
  if ((await keyspaceOf(client, keyspace)) !== undefined) return;
  const nodes = client.hosts.values().filter(({ datacenter }) => datacenter === localDataCenter).length;
  const replicas = options.replicas ?? Math.max(1, Math.min(3, nodes));
  await change(
    client,
    `CREATE KEYSPACE IF NOT EXISTS ${quoted(keyspace)}
      WITH replication = {'class': 'NetworkTopologyStrategy', '${localDataCenter.replaceAll("'", "''")}': ${replicas}}`,
  );
}

/** How a keyspace is replicated, as Cassandra has it: the class, and the copies of each data centre. */
export async function keyspaceOf(
  client: Client,
  keyspace: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  const { rows } = await run(client, 'SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = ?', [
    keyspace,
  ]);
  return rows[0]?.replication as Readonly<Record<string, string>> | undefined;
}

/** Makes the table, or adds the columns that it lacks. Errors: `rows.table-differs`, `rows.refused`, those of a write. */
export async function bringTableUp(client: Client, keyspace: string, shape: TableShape): Promise<void> {
  checkNames(shape);
  const table = tableOf(keyspace, shape.name);
  // Others may be doing the same: what is so is looked at anew after each step.
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const known = await columnsOf(client, keyspace, shape.name);
    if (known.length === 0) {
      await change(client, creation(keyspace, shape));
      continue;
    }
    const lacking = lackingOf(known, shape);
    if (lacking.length === 0) return;
    const added = lacking.map((name) => `${quoted(name)} ${cqlTypes[shape.columns[name] ?? 'text']}`);
    await change(client, `ALTER TABLE ${table} ADD IF NOT EXISTS (${added.join(', ')})`);
  }
  throw rowsErrors.error('rows.unavailable', {}, `${table} is not what it was made`);
}

function creation(keyspace: string, shape: TableShape): string {
  const { partition, clustering, columns } = shape;
  const order = Object.entries(clustering);
  const defined = [
    ...Object.entries(partition).map(([name, type]) => `${quoted(name)} ${cqlTypes[type]}`),
    ...order.map(([name, type]) => `${quoted(name)} ${cqlTypes[keyTypeOf(type)]}`),
    ...Object.entries(columns).map(([name, type]) => `${quoted(name)} ${cqlTypes[type]}`),
  ];
  const key = [`(${Object.keys(partition).map(quoted).join(', ')})`, ...order.map(([name]) => quoted(name))];
  const directions = order.map(([name, type]) => `${quoted(name)} ${isDescending(type) ? 'DESC' : 'ASC'}`);
  const options = [
    `ID = ${idOf(keyspace, shape.name)}`,
    ...(directions.length > 0 ? [`CLUSTERING ORDER BY (${directions.join(', ')})`] : []),
    `compaction = ${compactionOf(shape)}`,
    `gc_grace_seconds = ${graceSeconds}`,
  ];
  return `CREATE TABLE IF NOT EXISTS ${tableOf(keyspace, shape.name)}
    (${defined.join(', ')}, PRIMARY KEY (${key.join(', ')})) WITH ${options.join(' AND ')}`;
}

/**
 * The table's identity in the cluster, the same whoever makes it. Two nodes that are asked at once would each draw one of
 * their own: then the table has two, writes to one are lost with it, and a restart decides which.
 */
function idOf(keyspace: string, name: string): string {
  const hex = createHash('sha256').update(`bijou rows ${keyspace}.${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

interface KnownColumn {
  readonly name: string;
  readonly type: string;
  readonly kind: string;
  readonly position: number;
  readonly descending: boolean;
}

async function columnsOf(client: Client, keyspace: string, table: string): Promise<readonly KnownColumn[]> {
  const { rows } = await run(
    client,
    `SELECT column_name, type, kind, position, clustering_order FROM system_schema.columns
      WHERE keyspace_name = ? AND table_name = ?`,
    [keyspace, table],
  );
  return rows.map((row) => ({
    name: String(row.column_name),
    type: String(row.type),
    kind: String(row.kind),
    position: Number(row.position),
    descending: row.clustering_order === 'desc',
  }));
}

/** The columns to add. Errors: `rows.table-differs`. */
function lackingOf(known: readonly KnownColumn[], shape: TableShape): readonly string[] {
  const differs = (why: string) => rowsErrors.error('rows.table-differs', { table: shape.name, why });
  const keyOf = (kind: string) =>
    known
      .filter((column) => column.kind === kind)
      .toSorted((one, other) => one.position - other.position)
      .map(({ name, type, descending }) => [name, type, descending]);
  const wanted = (columns: Readonly<Record<string, string>>) =>
    Object.entries(columns).map(([name, type]) => [name, cqlTypes[keyTypeOf(type)], isDescending(type)]);
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  if (!same(keyOf('partition_key'), wanted(shape.partition)) || !same(keyOf('clustering'), wanted(shape.clustering)))
    throw differs('its key is another.');
  const lacking: string[] = [];
  for (const [name, type] of Object.entries(shape.columns)) {
    const column = known.find((each) => each.name === name);
    if (column === undefined) lacking.push(name);
    else if (column.type !== cqlTypes[type])
      throw differs(`${name} was ${column.type} and would be ${cqlTypes[type]}.`);
  }
  return lacking;
}

/** Changes the schema; resolves once all nodes that are up know of it. */
async function change(client: Client, cql: string): Promise<void> {
  const { info } = await run(client, cql);
  // The driver waits for it, and its types do not know.
  if (!(info as { readonly isSchemaInAgreement?: boolean }).isSchemaInAgreement)
    throw rowsErrors.error('rows.unavailable', {}, `nodes do not agree on the schema after ${cql}`);
}

async function run(client: Client, cql: string, values: readonly unknown[] = []): Promise<types.ResultSet> {
  try {
    return await client.execute(cql, [...values]);
  } catch (error) {
    throw failureOf(error);
  }
}
