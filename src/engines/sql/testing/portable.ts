import {
  type AlterTableNode,
  type ColumnDefinitionNode,
  type CompiledQuery,
  type CreateIndexNode,
  type CreateTableNode,
  type DropIndexNode,
  IdentifierNode,
  Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  type OperationNode,
  type RootOperationNode,
} from 'kysely';
import type { AnyTables, Migration } from '../index.ts';
import { statementDriver } from '../statements.ts';

/** InnoDB's longest key and longest row, in bytes; a character of utf8mb4 takes four. */
const longestKey = 3072;
const longestRow = 65_535;
const bytesOfCharacter = 4;
const longestName = 64;

/** Names of what outgrows 32 bits: times in milliseconds, bytes, and what is counted for ever. */
const outgrows = /(^|_)(at|ms|until|next|place|sequence|changed|revision|bytes|size|received|value|offset)$/;

/** What SQLite alone understands. */
const foreignWords = /\bon conflict\b|\breturning\b|\|\||"|\bautoincrement\b|\bmax\([^()]*,|\bmin\([^()]*,/i;

const schemaKinds = /^(Create|Alter|Drop)/;

interface Table {
  readonly types: Map<string, string>;
}

/**
 * What of these migrations MySQL 8 would refuse or bend, a sentence each; none where they are portable. The steps are
 * run by a compiler alone, against a database that answers nothing.
 */
export async function portableFaults(migrations: readonly Migration[]): Promise<string[]> {
  const faults: string[] = [];
  const tables = new Map<string, Table>();
  for (const { name, steps } of migrations) {
    for (const [index, step] of steps.entries()) {
      const statements = await statementsOf(step);
      const schema = statements.filter(({ query }) => schemaKinds.test(query.kind));
      const where = `${name}, step ${index + 1}`;
      if (schema.length > 1) faults.push(`${where}: changes the schema by ${schema.length} statements.`);
      if (schema.length > 0 && statements.length > schema.length)
        faults.push(`${where}: changes the schema and rows as well.`);
      for (const { query, sql } of statements) {
        if (foreignWords.test(sql)) faults.push(`${where}: is not MySQL's: ${sql}`);
        faults.push(...faultsOf(query, tables).map((why) => `${where}: ${why}`));
      }
    }
  }
  return faults;
}

async function statementsOf(step: Migration['steps'][number]): Promise<CompiledQuery[]> {
  const statements: CompiledQuery[] = [];
  const db = new Kysely<AnyTables>({
    dialect: {
      createAdapter: () => new MysqlAdapter(),
      createQueryCompiler: () => new MysqlQueryCompiler(),
      createIntrospector: (on) => new MysqlIntrospector(on),
      createDriver: () =>
        statementDriver(async (query) => {
          statements.push(query);
          return { rows: [] };
        }),
    },
  });
  await step(db);
  return statements;
}

function faultsOf(query: RootOperationNode, tables: Map<string, Table>): string[] {
  switch (query.kind) {
    case 'CreateTableNode':
      return faultsOfTable(query, tables);
    case 'AlterTableNode':
      return faultsOfChange(query, tables);
    case 'CreateIndexNode':
      return faultsOfIndex(query, tables);
    case 'DropIndexNode':
      return (query as DropIndexNode).table === undefined ? ['drops an index without naming its table.'] : [];
    default:
      return [];
  }
}

function faultsOfTable(node: CreateTableNode, tables: Map<string, Table>): string[] {
  const name = node.table.table.identifier.name;
  const table: Table = { types: new Map() };
  tables.set(name, table);
  const faults = node.columns.flatMap((column) => faultsOfColumn(column, table));
  for (const constraint of node.constraints ?? [])
    if (constraint.kind === 'PrimaryKeyConstraintNode' || constraint.kind === 'UniqueConstraintNode')
      faults.push(...faultsOfKey(constraint.columns.map(nameOf), table));
  return [...faults, ...faultsOfRow(name, table)];
}

function faultsOfChange(node: AlterTableNode, tables: Map<string, Table>): string[] {
  const name = node.table.table.identifier.name;
  const table = tables.get(name);
  if (table === undefined) return [`changes the table ${name}, which no step made.`];
  if (node.renameTo !== undefined) {
    tables.delete(name);
    tables.set(node.renameTo.table.identifier.name, table);
  }
  const added = (node.columnAlterations ?? []).filter((alteration) => alteration.kind === 'AddColumnNode');
  return [...added.flatMap(({ column }) => faultsOfColumn(column, table)), ...faultsOfRow(name, table)];
}

function faultsOfColumn(node: ColumnDefinitionNode, { types }: Table): string[] {
  const name = node.column.column.name;
  const type = typeOf(node.dataType);
  types.set(name, type);
  const faults: string[] = [];
  const isText = type === 'text' || type === 'longtext';
  if (!isText && !/^(varchar\(\d+\)|bigint|integer|double precision|blob|longblob)$/.test(type))
    faults.push(`the column ${name} is of the type ${type}, which not all engines have.`);
  if (type === 'integer' && outgrows.test(name)) faults.push(`the column ${name} outgrows 32 bits: bigint.`);
  if (node.autoIncrement === true && type !== 'bigint') faults.push(`${name} is counted up for ever: bigint.`);
  if (isText && node.defaultTo !== undefined) faults.push(`the text ${name} cannot have a default.`);
  if (node.primaryKey === true || node.unique === true) faults.push(...faultsOfKey([name], { types }));
  if (name.length > longestName) faults.push(`the name ${name} is too long.`);
  return faults;
}

function faultsOfIndex(node: CreateIndexNode, tables: Map<string, Table>): string[] {
  const name = node.table?.table.identifier.name ?? '';
  const table = tables.get(name);
  if (table === undefined) return [`makes an index on ${name}, which no step made.`];
  const faults = node.where === undefined ? [] : ['makes an index of some rows only.'];
  return [...faults, ...faultsOfKey((node.columns ?? []).map(nameOf), table)];
}

function faultsOfKey(columns: readonly string[], { types }: Table): string[] {
  const faults: string[] = [];
  let bytes = 0;
  for (const column of columns) {
    const type = types.get(column) ?? 'unknown';
    if (!/^(varchar|bigint|integer|double)/.test(type)) faults.push(`${column} is ${type} and cannot be of a key.`);
    bytes += bytesOf(type);
  }
  if (bytes > longestKey) faults.push(`a key of ${columns.join(', ')} may take ${bytes} bytes, beyond ${longestKey}.`);
  return faults;
}

function faultsOfRow(name: string, { types }: Table): string[] {
  const bytes = [...types.values()].reduce((sum, type) => sum + bytesOf(type), 0);
  return bytes > longestRow ? [`a row of ${name} may take ${bytes} bytes, beyond ${longestRow}.`] : [];
}

/** In the row itself: long text lies elsewhere. */
function bytesOf(type: string): number {
  const length = /^varchar\((\d+)\)$/.exec(type)?.[1];
  if (length !== undefined) return Number(length) * bytesOfCharacter + 2;
  return type === 'integer' ? 4 : 12;
}

function typeOf(node: OperationNode): string {
  if (node.kind === 'DataTypeNode') return String((node as unknown as { readonly dataType: string }).dataType);
  return (node as unknown as { readonly sqlFragments: readonly string[] }).sqlFragments.join('').toLowerCase();
}

/** Of a column, wherever it stands in the tree. */
function nameOf(node: OperationNode): string {
  if (IdentifierNode.is(node)) return node.name;
  const { column } = node as unknown as { readonly column?: OperationNode };
  return column === undefined ? '' : nameOf(column);
}
