import { bringUp, type Run, type SqliteFile } from '../../../host/index.ts';
import { rowsErrors } from '../errors.ts';
import type { ColumnType, TableShape } from '../index.ts';
import { checkNames } from '../names.ts';

/** Each step of the file’s own tables, once (host’s bringUp). */
export const steps: readonly (readonly string[])[] = [
  ['create table shapes (name text not null primary key, shape text not null) strict, without rowid'],
];

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  integer: 'integer',
  real: 'real',
  boolean: 'integer',
  bytes: 'blob',
};

/** The file's own record of which tables it has. */
export async function prepareShapes(file: SqliteFile): Promise<void> {
  await bringUp(file, steps);
}

/** Makes the table, or adds the columns that it lacks. Errors: `rows.table-differs`, `rows.refused`. */
export async function bringTableUp(run: Run, shape: TableShape): Promise<void> {
  checkNames(shape);
  const { rows } = await run({ sql: 'select shape from shapes where name = ?', values: [shape.name] });
  const known = rows[0] === undefined ? undefined : (JSON.parse(String(rows[0].shape)) as TableShape);
  if (known === undefined) for (const sql of creating(shape.name)) await run({ sql });
  else refuseOther(known, shape);
  const lacking = Object.entries(shape.columns).filter(([name]) => !Object.hasOwn(known?.columns ?? {}, name));
  if (known !== undefined && lacking.length === 0) return;
  for (const [name, type] of lacking)
    await run({ sql: `alter table ${tableOf(shape.name)} add column ${columnOf(name)} ${sqlTypes[type]}` });
  const kept: TableShape = { ...shape, columns: { ...known?.columns, ...shape.columns } };
  await run({
    sql: 'replace into shapes (name, shape) values (?, ?)',
    values: [shape.name, JSON.stringify({ ...kept, ttlSeconds: undefined })],
  });
}

// Prefixes, so that no table or column of a service can be one of ours, or a word of SQL.
export function tableOf(name: string): string {
  return `rows_${name}`;
}

/** Deletions of more than one row, remembered for writes that arrive after them. */
export function deletionsOf(name: string): string {
  return `deletions_${name}`;
}

export function columnOf(name: string): string {
  return `c_${name}`;
}

function creating(name: string): readonly string[] {
  return [
    // Keys and what is asked of them first: they are read without following a long row's overflow pages.
    `create table ${tableOf(name)} (
      partition blob not null,
      clustering blob not null,
      seen_until integer,
      oldest integer not null,
      newest integer not null,
      bytes integer not null,
      stamps text not null,
      primary key (partition, clustering)
    ) strict, without rowid`,
    `create index rows_over_${name} on ${tableOf(name)} (seen_until) where seen_until is not null`,
    `create table ${deletionsOf(name)} (
      partition blob not null,
      low blob not null,
      high blob,
      at integer not null,
      noted_at integer not null
    ) strict`,
    `create index deletions_in_${name} on ${deletionsOf(name)} (partition, low)`,
    `create index deletions_over_${name} on ${deletionsOf(name)} (noted_at)`,
  ];
}

function refuseOther(known: TableShape, shape: TableShape): void {
  const differs = (why: string) => rowsErrors.error('rows.table-differs', { table: shape.name, why });
  const keyOf = ({ partition, clustering }: TableShape) =>
    JSON.stringify([Object.entries(partition), Object.entries(clustering)]);
  if (keyOf(known) !== keyOf(shape)) throw differs('its key is another.');
  for (const [name, type] of Object.entries(shape.columns)) {
    const before = known.columns[name];
    if (before !== undefined && before !== type) throw differs(`${name} was ${before} and would be ${type}.`);
  }
}
