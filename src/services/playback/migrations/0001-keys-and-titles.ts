import { sql } from 'kysely';
import type { Migration } from '../../../engines/sql/index.ts';

export const keysAndTitles: Migration = {
  name: '0001-keys-and-titles',
  steps: [
    (db) =>
      db.schema
        .createTable('signing_keys')
        .addColumn('id', 'varchar(64)', (column) => column.notNull().unique())
        .addColumn('period', 'bigint', (column) => column.notNull())
        .addColumn('life_seconds', 'bigint', (column) => column.notNull())
        .addColumn('secret', 'varchar(64)', (column) => column.notNull())
        .addColumn('from_ms', 'bigint', (column) => column.notNull())
        .addColumn('until_ms', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('signing_keys_key', ['period', 'life_seconds'])
        .execute(),
    (db) =>
      db.schema
        .createTable('known_titles')
        .addColumn('title', 'varchar(64)', (column) => column.notNull())
        .addColumn('version', 'varchar(64)', (column) => column.notNull())
        .addColumn('answer', sql`longtext`, (column) => column.notNull())
        .addColumn('seen_ms', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('known_titles_key', ['title', 'version'])
        .execute(),
  ],
};
