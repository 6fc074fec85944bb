import { sql } from 'kysely';
import type { Migration } from '../../../engines/sql/index.ts';

const id = 'varchar(64)' as const;
const key = 'varchar(255)' as const;

export const studioTables: Migration = {
  name: '0001-studio',
  steps: [
    (db) =>
      db.schema
        .createTable('titles')
        .addColumn('id', id, (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('state', 'varchar(16)', (column) => column.notNull())
        .addColumn('source_hash', id, (column) => column.notNull())
        .addColumn('source_key', key)
        .addColumn('live_source', id, (column) => column.unique())
        .addColumn('added_at', 'bigint', (column) => column.notNull())
        .addColumn('findings', sql`longtext`, (column) => column.notNull())
        .addColumn('why', 'text')
        .addColumn('duration_seconds', 'double precision')
        .addColumn('plan_hash', id)
        .addColumn('plan_key', key)
        .addColumn('ladder', sql`longtext`)
        .addColumn('version', 'varchar(16)')
        .addColumn('version_count', 'integer', (column) => column.notNull())
        .addColumn('purge_at', 'bigint')
        .execute(),
    (db) => db.schema.createIndex('titles_by_source').on('titles').column('source_hash').execute(),
    (db) => db.schema.createIndex('titles_by_state').on('titles').columns(['state', 'purge_at']).execute(),
    (db) =>
      db.schema
        .createTable('jobs')
        .addColumn('id', id, (column) => column.primaryKey())
        .addColumn('title', id, (column) => column.notNull())
        .addColumn('source', id, (column) => column.notNull())
        .addColumn('part', 'varchar(16)', (column) => column.notNull())
        .addColumn('rank', 'integer', (column) => column.notNull())
        .addColumn('title_at', 'bigint', (column) => column.notNull())
        .addColumn('sequence', 'bigint', (column) => column.notNull())
        .addColumn('task', sql`longtext`, (column) => column.notNull())
        .addColumn('state', 'varchar(16)', (column) => column.notNull())
        .addColumn('failures', 'integer', (column) => column.notNull())
        .addColumn('losses', 'integer', (column) => column.notNull())
        .addColumn('lease', id)
        .addColumn('lease_until', 'bigint')
        .addColumn('encoder', 'text')
        .addColumn('receipt', 'text')
        .addColumn('progress', 'double precision', (column) => column.notNull())
        .addColumn('failure', sql`longtext`)
        .addColumn('cpu_seconds', 'double precision')
        .execute(),
    (db) =>
      db.schema
        .createIndex('jobs_in_order')
        .on('jobs')
        .columns(['state', 'rank', 'title_at', 'title', 'sequence'])
        .execute(),
    (db) => db.schema.createIndex('jobs_by_lease').on('jobs').columns(['state', 'lease_until']).execute(),
    (db) => db.schema.createIndex('jobs_by_title').on('jobs').columns(['title', 'part', 'state']).execute(),
    (db) =>
      db.schema
        .createTable('outputs')
        .addColumn('key', key, (column) => column.primaryKey())
        .addColumn('title', id, (column) => column.notNull())
        .addColumn('job', id, (column) => column.notNull())
        .addColumn('lease', id, (column) => column.notNull())
        .addColumn('name', id, (column) => column.notNull())
        .addColumn('hash', id, (column) => column.notNull())
        .addColumn('bytes', 'bigint', (column) => column.notNull())
        .addColumn('accepted', 'integer', (column) => column.notNull())
        .execute(),
    (db) => db.schema.createIndex('outputs_by_job').on('outputs').columns(['job', 'name']).execute(),
    (db) => db.schema.createIndex('outputs_by_title').on('outputs').column('title').execute(),
    (db) =>
      db.schema
        .createTable('files')
        .addColumn('key', key, (column) => column.primaryKey())
        .addColumn('kind', 'varchar(16)', (column) => column.notNull())
        .addColumn('title', id)
        .addColumn('hash', id)
        .addColumn('bytes', 'bigint')
        .addColumn('state', 'varchar(16)', (column) => column.notNull())
        .addColumn('expires_at', 'bigint')
        .execute(),
    (db) => db.schema.createIndex('files_by_state').on('files').columns(['state', 'expires_at']).execute(),
    (db) => db.schema.createIndex('files_by_title').on('files').columns(['title', 'kind']).execute(),
    (db) =>
      db.schema
        .createTable('renditions')
        .addColumn('title', id, (column) => column.notNull())
        .addColumn('name', id, (column) => column.notNull())
        .addColumn('kind', 'varchar(8)', (column) => column.notNull())
        .addColumn('media_key', key, (column) => column.notNull())
        .addColumn('playlist_key', key, (column) => column.notNull())
        .addColumn('longest_segment', 'double precision', (column) => column.notNull())
        .addColumn('rendition', sql`longtext`, (column) => column.notNull())
        .addPrimaryKeyConstraint('renditions_key', ['title', 'name'])
        .execute(),
    (db) =>
      db.schema
        .createTable('versions')
        .addColumn('title', id, (column) => column.notNull())
        .addColumn('version', 'varchar(16)', (column) => column.notNull())
        .addColumn('complete', 'integer', (column) => column.notNull())
        .addColumn('presentation', sql`longtext`, (column) => column.notNull())
        .addColumn('manifest_key', key, (column) => column.notNull())
        .addColumn('published_at', 'bigint', (column) => column.notNull())
        .addColumn('retire_at', 'bigint')
        .addPrimaryKeyConstraint('versions_key', ['title', 'version'])
        .execute(),
    (db) => db.schema.createIndex('versions_by_end').on('versions').column('retire_at').execute(),
    (db) =>
      db.schema
        .createTable('version_files')
        .addColumn('title', id, (column) => column.notNull())
        .addColumn('version', 'varchar(16)', (column) => column.notNull())
        .addColumn('rendition', id, (column) => column.notNull())
        .addColumn('file', id, (column) => column.notNull())
        .addColumn('key', key, (column) => column.notNull())
        .addColumn('hash', id, (column) => column.notNull())
        .addColumn('bytes', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('version_files_key', ['title', 'version', 'rendition', 'file'])
        .execute(),
    (db) =>
      db.schema
        .createTable('uploads')
        .addColumn('id', id, (column) => column.primaryKey())
        .addColumn('key', key, (column) => column.notNull())
        .addColumn('multipart', key, (column) => column.notNull())
        .addColumn('size', 'bigint', (column) => column.notNull())
        .addColumn('received', 'bigint', (column) => column.notNull())
        .addColumn('parts', 'integer', (column) => column.notNull())
        .addColumn('part_bytes', 'bigint', (column) => column.notNull())
        .addColumn('tail_key', key)
        .addColumn('tail_bytes', 'bigint', (column) => column.notNull())
        .addColumn('metadata', sql`longtext`, (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('touched_at', 'bigint', (column) => column.notNull())
        .addColumn('title', id)
        .execute(),
    (db) => db.schema.createIndex('uploads_by_age').on('uploads').column('touched_at').execute(),
    (db) =>
      db.schema
        .createTable('locks')
        .addColumn('name', key, (column) => column.primaryKey())
        .addColumn('owner', id, (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('wanted', 'integer', (column) => column.notNull())
        .execute(),
  ],
};
