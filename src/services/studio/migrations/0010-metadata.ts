import { sql } from 'kysely';
import type { Migration } from '../../../engines/sql/index.ts';

const id = 'varchar(64)' as const;
const key = 'varchar(255)' as const;

/** What is said of a title, and the subtitles that its owner adds. */
export const metadataTables: Migration = {
  name: '0010-metadata',
  steps: [
    (db) => db.schema.alterTable('titles').addColumn('metadata', sql`longtext`).execute(),
    (db) => db.schema.alterTable('titles').addColumn('languages', sql`longtext`).execute(),
    (db) => db.schema.alterTable('titles').addColumn('asides', sql`longtext`).execute(),
    (db) =>
      db.schema
        .alterTable('titles')
        .addColumn('tracks_said', 'integer', (column) => column.notNull().defaultTo(0))
        .execute(),
    (db) =>
      db.schema
        .alterTable('titles')
        .addColumn('tracks_told', 'integer', (column) => column.notNull().defaultTo(0))
        .execute(),
    (db) =>
      db.schema
        .createTable('added_texts')
        .addColumn('title', id, (column) => column.notNull())
        .addColumn('name', id, (column) => column.notNull())
        .addColumn('language', 'varchar(35)', (column) => column.notNull())
        .addColumn('label', 'text', (column) => column.notNull())
        .addColumn('forced', 'integer', (column) => column.notNull())
        .addColumn('media_key', key, (column) => column.notNull())
        .addColumn('hash', id, (column) => column.notNull())
        .addColumn('bytes', 'bigint', (column) => column.notNull())
        .addColumn('playlist_key', key)
        .addPrimaryKeyConstraint('added_texts_key', ['title', 'name'])
        .execute(),
  ],
};
