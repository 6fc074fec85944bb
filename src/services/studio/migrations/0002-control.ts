import { sql } from 'kysely';
import type { Migration, MigrationStep } from '../../../engines/sql/index.ts';

const id = 'varchar(64)' as const;
const key = 'varchar(255)' as const;

const count = (column: string, on: 'titles' | 'jobs'): MigrationStep => {
  return (db) =>
    db.schema
      .alterTable(on)
      .addColumn(column, 'bigint', (made) => made.notNull().defaultTo(0))
      .execute();
};

const long = (column: string, on: 'titles' | 'versions'): MigrationStep => {
  return (db) => db.schema.alterTable(on).addColumn(column, sql`longtext`).execute();
};

/** What order, holds, changes, progress and new versions with other settings need. */
export const controlTables: Migration = {
  name: '0002-control',
  steps: [
    count('changed', 'titles'),
    count('wall_changed', 'titles'),
    count('paused', 'titles'),
    count('bytes_wanted', 'titles'),
    long('held', 'titles'),
    long('settings', 'titles'),
    (db) => db.schema.alterTable('titles').addColumn('removed_from', 'varchar(16)').execute(),
    count('changed', 'jobs'),
    count('urgency', 'jobs'),
    (db) => db.schema.alterTable('jobs').addColumn('leased_at', 'bigint').execute(),
    (db) => db.schema.alterTable('jobs').addColumn('done_at', 'bigint').execute(),
    (db) =>
      db.schema
        .alterTable('jobs')
        .addColumn('runnable', 'integer', (column) => column.notNull().defaultTo(1))
        .execute(),
    (db) =>
      db.schema
        .alterTable('jobs')
        .addColumn('weight', 'double precision', (column) => column.notNull().defaultTo(1))
        .execute(),
    ...['titles', 'jobs'].flatMap((table): MigrationStep[] => [
      (db) =>
        db.schema
          .alterTable(table)
          .addColumn('batch', key, (column) => column.notNull().defaultTo(''))
          .execute(),
      (db) => db.schema.createIndex(`${table}_by_change`).on(table).column('changed').execute(),
    ]),
    (db) => db.schema.dropIndex('jobs_in_order').on('jobs').execute(),
    (db) =>
      db.schema
        .createIndex('jobs_by_urgency')
        .on('jobs')
        .columns(['state', 'runnable', 'rank', 'batch', 'urgency', 'title', 'sequence'])
        .execute(),
    (db) => db.schema.dropIndex('jobs_by_title').on('jobs').execute(),
    (db) =>
      db.schema
        .createIndex('jobs_summed')
        .on('jobs')
        .columns(['title', 'part', 'state', 'weight', 'progress'])
        .execute(),
    (db) => db.schema.createIndex('jobs_by_end').on('jobs').columns(['state', 'done_at']).execute(),
    (db) =>
      db.schema
        .createTable('revisions')
        .addColumn('name', id, (column) => column.primaryKey())
        .addColumn('epoch', id, (column) => column.notNull())
        .addColumn('value', 'bigint', (column) => column.notNull())
        .execute(),
    (db) => db.insertInto('revisions').values({ name: 'changes', epoch: '', value: 0 }).execute(),
    (db) =>
      db.schema
        .createTable('tombstones')
        .addColumn('title', id, (column) => column.primaryKey())
        .addColumn('changed', 'bigint', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute(),
    (db) => db.schema.createIndex('tombstones_by_change').on('tombstones').column('changed').execute(),
    (db) =>
      db.schema
        .createTable('troubles')
        .addColumn('id', id, (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('code', 'varchar(128)', (column) => column.notNull())
        .addColumn('sentence', 'text', (column) => column.notNull())
        .addColumn('title', id)
        .addColumn('name', 'text')
        .execute(),
    (db) =>
      db.schema
        .createTable('encoders')
        .addColumn('name', key, (column) => column.primaryKey())
        .addColumn('seen_at', 'bigint', (column) => column.notNull())
        .execute(),
    (db) =>
      db.schema
        .createTable('batches')
        .addColumn('name', key, (column) => column.primaryKey())
        .addColumn('served', 'double precision', (column) => column.notNull())
        .execute(),
    (db) => db.schema.createIndex('batches_by_service').on('batches').column('served').execute(),
    (db) => db.insertInto('batches').values({ name: '', served: 0 }).execute(),
    // A title's versions may stand on different plans, with renditions of the same names.
    (db) => db.schema.alterTable('versions').addColumn('plan_key', key).execute(),
    (db) => db.schema.alterTable('versions').addColumn('plan_hash', key).execute(),
    long('ladder', 'versions'),
    long('settings', 'versions'),
    (db) =>
      sql`update versions set
      plan_key = (select plan_key from titles where titles.id = versions.title),
      plan_hash = (select plan_hash from titles where titles.id = versions.title),
      ladder = (select ladder from titles where titles.id = versions.title)`.execute(db),
    (db) =>
      db.schema
        .createTable('planned_renditions')
        .addColumn('title', id, (column) => column.notNull())
        .addColumn('plan', id, (column) => column.notNull())
        .addColumn('name', id, (column) => column.notNull())
        .addColumn('kind', 'varchar(8)', (column) => column.notNull())
        .addColumn('media_key', key, (column) => column.notNull())
        .addColumn('playlist_key', key, (column) => column.notNull())
        .addColumn('longest_segment', 'double precision', (column) => column.notNull())
        .addColumn('rendition', sql`longtext`, (column) => column.notNull())
        .addPrimaryKeyConstraint('planned_renditions_key', ['title', 'plan', 'name'])
        .execute(),
    (db) =>
      sql`insert into planned_renditions
      select renditions.title, titles.plan_hash, renditions.name, kind, media_key, playlist_key, longest_segment, rendition
      from renditions join titles on titles.id = renditions.title`.execute(db),
    (db) => db.schema.dropTable('renditions').execute(),
    (db) => db.schema.alterTable('planned_renditions').renameTo('renditions').execute(),
  ],
};
