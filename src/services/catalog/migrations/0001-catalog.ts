import { sql } from 'kysely';
import type { Migration } from '../../../engines/sql/index.ts';

export const catalogTables: Migration = {
  name: '0001-catalog',
  steps: [
    (db) =>
      db.schema
        .createTable('titles')
        .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('added_at', 'varchar(32)', (column) => column.notNull())
        .addColumn('place', 'varchar(128)', (column) => column.notNull().unique())
        .addColumn('duration_seconds', 'double precision', (column) => column.notNull())
        .addColumn('height', 'integer', (column) => column.notNull())
        .addColumn('version', 'varchar(16)', (column) => column.notNull())
        .execute(),
    (db) =>
      db.schema
        .createTable('versions')
        .addColumn('title', 'varchar(64)', (column) => column.notNull())
        .addColumn('version', 'varchar(16)', (column) => column.notNull())
        .addColumn('presentation', sql`longtext`, (column) => column.notNull())
        .addPrimaryKeyConstraint('versions_key', ['title', 'version'])
        .execute(),
  ],
};
