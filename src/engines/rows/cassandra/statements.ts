import type { ColumnType, KeyType, TableShape } from '../index.ts';
import { type Edge, isDescending, type Stretch } from './slices.ts';

/** The CQL of one table. Names are quoted, since a service may call a column by a word of CQL. */
export type TableStatements = ReturnType<typeof statementsOf>;

/** A statement with its values, as the driver takes them. */
export interface Query {
  readonly query: string;
  readonly params: unknown[];
}

export const cqlTypes: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  integer: 'bigint',
  real: 'double',
  boolean: 'boolean',
  bytes: 'blob',
};

export function statementsOf(keyspace: string, shape: TableShape) {
  const table = tableOf(keyspace, shape.name);
  const partition = Object.keys(shape.partition);
  const clustering = Object.entries(shape.clustering);
  const order = clustering.map(([name]) => name);
  const columns = Object.keys(shape.columns);
  const all = [...partition, ...order, ...columns].map(quoted).join(', ');
  const inPartition = equal(partition);
  const ofRow = equal([...partition, ...order]);
  const assigned = columns.map((name) => `${quoted(name)} = ?`).join(', ');
  const values = `(${all}) VALUES (${[...partition, ...order, ...columns].map(() => '?').join(', ')})`;

  return {
    get: `SELECT ${all} FROM ${table} WHERE ${ofRow}`,
    read: (stretch: Stretch, reverse: boolean) =>
      `SELECT ${all} FROM ${table} WHERE ${[inPartition, ...where(stretch)].join(' AND ')}${orderedBy(reverse)}`,
    put: `INSERT INTO ${table} ${values} USING TIMESTAMP ? AND TTL ?`,
    update: `UPDATE ${table} USING TIMESTAMP ? AND TTL ? SET ${assigned} WHERE ${ofRow}`,
    delete: `DELETE FROM ${table} USING TIMESTAMP ? WHERE ${ofRow}`,
    deleteRange: (stretch: Stretch) =>
      `DELETE FROM ${table} USING TIMESTAMP ? WHERE ${[inPartition, ...where(stretch)].join(' AND ')}`,
    /** Conditional ones have no write time of ours: the engine orders them itself. */
    putAbsent: `INSERT INTO ${table} ${values} IF NOT EXISTS USING TTL ?`,
    putBeside: `INSERT INTO ${table} ${values} USING TTL ?`,
    updateIf: (condition: string) => `UPDATE ${table} USING TTL ? SET ${assigned} WHERE ${ofRow} IF ${condition}`,
    deleteIf: (condition: string) => `DELETE FROM ${table} WHERE ${ofRow} IF ${condition}`,
  };

  function where({ equal: values, low, high }: Stretch): string[] {
    const bounded = (edge: Edge, towards: '>' | '<') => {
      const names = order.slice(values.length, values.length + edge.values.length).map(quoted);
      const turned = isDescending(clustering[values.length]?.[1] ?? '');
      const operator = `${turned ? opposite[towards] : towards}${edge.inclusive ? '=' : ''}`;
      return names.length === 1
        ? `${names[0]} ${operator} ?`
        : `(${names.join(', ')}) ${operator} (${names.map(() => '?').join(', ')})`;
    };
    return [
      ...order.slice(0, values.length).map((name) => `${quoted(name)} = ?`),
      ...(low ? [bounded(low, '>')] : []),
      ...(high ? [bounded(high, '<')] : []),
    ];
  }

  function orderedBy(reverse: boolean): string {
    if (!reverse || clustering.length === 0) return '';
    return ` ORDER BY ${clustering.map(([name, type]) => `${quoted(name)} ${isDescending(type) ? 'ASC' : 'DESC'}`).join(', ')}`;
  }
}

/** The values of a stretch, as its statement asks for them. */
export function valuesOf({ equal: values, low, high }: Stretch): readonly (string | number)[] {
  return [...values, ...(low?.values ?? []), ...(high?.values ?? [])];
}

export function equal(names: readonly string[]): string {
  return names.map((name) => `${quoted(name)} = ?`).join(' AND ');
}

export function tableOf(keyspace: string, name: string): string {
  return `${quoted(keyspace)}.${quoted(name)}`;
}

export function quoted(name: string): string {
  return `"${name}"`;
}

export function keyTypeOf(type: string): KeyType {
  return type.startsWith('integer') ? 'integer' : 'text';
}

const opposite = { '>': '<', '<': '>' } as const;
