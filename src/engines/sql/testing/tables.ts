import { type Generated, sql } from 'kysely';
import type { Migration, Sql, SqlCapabilities } from '../index.ts';

/** Tables that the suite and its children write. */
export interface SuiteTables {
  readonly counters: { readonly name: string; readonly n: number };
  readonly entries: { readonly id: Generated<number>; readonly name: string; readonly n: number };
  readonly pairs: { readonly one: string; readonly other: number; readonly text: string };
  /** Of which nobody has the same, nor the same seat. */
  readonly seats: { readonly name: string; readonly seat: number; readonly note: Uint8Array | null };
  /** Changes that were kept: see change.ts. */
  readonly marks: { readonly token: string };
}

/** What the suite needs of an adapter. */
export interface SqlAdapter {
  readonly name: string;
  /** The module's own address: children open the same place through it. */
  readonly module: string;
  readonly capabilities: SqlCapabilities;
  /** Makes an empty place, and says where: a word of the adapter's own, the same for all who share a database. */
  newPlace(): Promise<string>;
  dropPlace(place: string): Promise<void>;
  open<Tables>(place: string, migrations: readonly Migration[]): Promise<Sql<Tables>>;
}

export const suiteMigrations: readonly Migration[] = [
  {
    name: '0001-tables',
    steps: [
      (db) =>
        db.schema
          .createTable('counters')
          .addColumn('name', 'varchar(100)', (column) => column.primaryKey().notNull())
          .addColumn('n', 'bigint', (column) => column.notNull())
          .execute(),
      (db) =>
        db.schema
          .createTable('entries')
          .addColumn('id', 'bigint', (column) => column.primaryKey().autoIncrement())
          .addColumn('name', 'varchar(100)', (column) => column.notNull())
          .addColumn('n', 'bigint', (column) => column.notNull())
          .execute(),
    ],
  },
  {
    name: '0002-first',
    steps: [(db) => db.insertInto('counters').values({ name: 'migrated', n: 1 }).execute()],
  },
  {
    name: '0003-pairs',
    steps: [
      (db) =>
        db.schema
          .createTable('pairs')
          .addColumn('one', 'varchar(100)', (column) => column.notNull())
          .addColumn('other', 'bigint', (column) => column.notNull())
          .addColumn('text', sql`longtext`, (column) => column.notNull())
          .addPrimaryKeyConstraint('pairs_key', ['one', 'other'])
          .execute(),
      (db) => db.schema.createIndex('pairs_by_other').on('pairs').column('other').execute(),
      (db) => db.schema.dropIndex('pairs_by_other').on('pairs').execute(),
      (db) =>
        db.schema
          .createTable('marks')
          .addColumn('token', 'varchar(64)', (column) => column.primaryKey().notNull())
          .execute(),
    ],
  },
  {
    name: '0004-seats',
    steps: [
      (db) =>
        db.schema
          .createTable('seats')
          .addColumn('name', 'varchar(100)', (column) => column.primaryKey().notNull())
          .addColumn('seat', 'bigint', (column) => column.notNull().unique())
          .addColumn('note', 'blob')
          .execute(),
    ],
  },
];
