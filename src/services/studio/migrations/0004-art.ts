import { sql } from 'kysely';
import type { Migration } from '../../../engines/sql/index.ts';

const id = 'varchar(64)' as const;
const key = 'varchar(255)' as const;

/** Pictures of titles, and what stands for each. */
export const artTables: Migration = {
  name: '0004-art',
  steps: [
    (db) =>
      db.schema
        .createTable('art')
        .addColumn('title', id, (column) => column.notNull())
        .addColumn('kind', 'varchar(16)', (column) => column.notNull())
        .addColumn('name', 'varchar(80)', (column) => column.notNull())
        .addColumn('type', 'varchar(32)', (column) => column.notNull())
        .addColumn('key', key, (column) => column.notNull())
        .addColumn('hash', id, (column) => column.notNull())
        .addColumn('bytes', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('art_key', ['title', 'name', 'kind'])
        .execute(),
    (db) =>
      db.schema
        .createTable('artwork')
        .addColumn('title', id, (column) => column.notNull())
        .addColumn('kind', 'varchar(16)', (column) => column.notNull())
        .addColumn('origin', 'varchar(16)', (column) => column.notNull())
        .addColumn('picture', sql`longtext`, (column) => column.notNull())
        .addPrimaryKeyConstraint('artwork_key', ['title', 'kind'])
        .execute(),
    // What a job works on is found by its content.
    (db) => db.schema.createIndex('files_by_hash').on('files').column('hash').execute(),
  ],
};
