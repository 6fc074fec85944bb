import { sql } from 'kysely';
import type { Migration } from '../../../engines/sql/index.ts';

const id = 'varchar(64)' as const;
const word = 'varchar(100)' as const;

/** What is said of titles, and by what they are found. Titles from before are indexed when the catalogue starts. */
export const metadataTables: Migration = {
  name: '0010-metadata',
  steps: [
    (db) => db.schema.alterTable('titles').addColumn('details', sql`longtext`).execute(),
    (db) => db.schema.alterTable('titles').addColumn('artwork', sql`longtext`).execute(),
    (db) => db.schema.alterTable('titles').addColumn('languages', sql`longtext`).execute(),
    (db) =>
      db.schema
        .alterTable('titles')
        .addColumn('name_key', 'varchar(400)', (column) => column.notNull().defaultTo(''))
        .execute(),
    (db) => db.schema.alterTable('titles').addColumn('series_key', 'varchar(300)').execute(),
    (db) => db.schema.alterTable('titles').addColumn('episode_key', 'integer').execute(),
    (db) => db.schema.alterTable('titles').addColumn('year', 'integer').execute(),
    (db) =>
      db.schema
        .alterTable('titles')
        .addColumn('index_version', 'integer', (column) => column.notNull().defaultTo(0))
        .execute(),
    (db) => db.schema.createIndex('titles_by_name').on('titles').columns(['name_key', 'place']).execute(),
    (db) => db.schema.createIndex('titles_by_year').on('titles').columns(['year', 'place']).execute(),
    (db) => db.schema.createIndex('titles_by_length').on('titles').columns(['duration_seconds', 'place']).execute(),
    (db) => db.schema.createIndex('titles_by_series').on('titles').columns(['series_key', 'episode_key']).execute(),
    (db) =>
      db.schema
        .createTable('words')
        .addColumn('word', word, (column) => column.notNull())
        .addColumn('title', id, (column) => column.notNull())
        .addColumn('weight', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('words_key', ['word', 'title'])
        .execute(),
    (db) => db.schema.createIndex('words_with_weights').on('words').columns(['word', 'title', 'weight']).execute(),
    (db) => db.schema.createIndex('words_by_title').on('words').column('title').execute(),
    (db) =>
      db.schema
        .createTable('pairs')
        .addColumn('pair', 'varchar(8)', (column) => column.notNull())
        .addColumn('word', word, (column) => column.notNull())
        .addPrimaryKeyConstraint('pairs_key', ['pair', 'word'])
        .execute(),
    (db) => db.schema.createIndex('pairs_by_word').on('pairs').column('word').execute(),
    (db) =>
      db.schema
        .createTable('tags')
        .addColumn('kind', 'varchar(16)', (column) => column.notNull())
        .addColumn('tag', 'varchar(300)', (column) => column.notNull())
        .addColumn('title', id, (column) => column.notNull())
        .addColumn('value', 'varchar(300)', (column) => column.notNull())
        .addPrimaryKeyConstraint('tags_key', ['kind', 'tag', 'title'])
        .execute(),
    (db) => db.schema.createIndex('tags_with_values').on('tags').columns(['kind', 'tag', 'value']).execute(),
    (db) => db.schema.createIndex('tags_by_title').on('tags').columns(['title', 'kind']).execute(),
  ],
};
