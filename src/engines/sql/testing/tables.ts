import type { Generated } from 'kysely';
import type { Migration, Sql } from '../index.ts';

/** Tables that the suite and its children write. */
export interface SuiteTables {
  readonly counters: { readonly name: string; readonly n: number };
  readonly entries: { readonly id: Generated<number>; readonly name: string; readonly n: number };
}

/** What the suite needs of an adapter. `place` is an empty folder's path, the same for all who share a database. */
export interface SqlAdapter {
  /** The module's own address: children open the same place through it. */
  readonly module: string;
  open<Tables>(place: string, migrations: readonly Migration[]): Promise<Sql<Tables>>;
}

export const suiteMigrations: readonly Migration[] = [
  {
    name: '0001-tables',
    async up(db) {
      await db.schema
        .createTable('counters')
        .addColumn('name', 'varchar(100)', (column) => column.primaryKey().notNull())
        .addColumn('n', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('entries')
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('name', 'varchar(100)', (column) => column.notNull())
        .addColumn('n', 'integer', (column) => column.notNull())
        .execute();
    },
  },
  {
    name: '0002-first',
    async up(db) {
      await db.insertInto('counters').values({ name: 'migrated', n: 1 }).execute();
    },
  },
];
