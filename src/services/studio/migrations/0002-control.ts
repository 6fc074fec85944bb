import { sql } from 'kysely';
import type { Migration } from '../../../engines/sql/index.ts';

const id = 'varchar(64)' as const;
const key = 'varchar(255)' as const;

/** What order, holds, changes, progress and new versions with other settings need. */
export const controlTables: Migration = {
  name: '0002-control',
  async up(db) {
    const count = (column: string, on: 'titles' | 'jobs') =>
      db.schema
        .alterTable(on)
        .addColumn(column, 'bigint', (made) => made.notNull().defaultTo(0))
        .execute();
    await count('changed', 'titles');
    await count('wall_changed', 'titles');
    await count('paused', 'titles');
    await count('bytes_wanted', 'titles');
    for (const column of ['held', 'settings']) {
      await db.schema.alterTable('titles').addColumn(column, sql`longtext`).execute();
    }
    await db.schema.alterTable('titles').addColumn('removed_from', 'varchar(16)').execute();
    await count('changed', 'jobs');
    await count('urgency', 'jobs');
    await db.schema.alterTable('jobs').addColumn('leased_at', 'bigint').execute();
    await db.schema.alterTable('jobs').addColumn('done_at', 'bigint').execute();
    await db.schema
      .alterTable('jobs')
      .addColumn('runnable', 'integer', (column) => column.notNull().defaultTo(1))
      .execute();
    await db.schema
      .alterTable('jobs')
      .addColumn('weight', 'double precision', (column) => column.notNull().defaultTo(1))
      .execute();
    for (const table of ['titles', 'jobs']) {
      await db.schema
        .alterTable(table)
        .addColumn('batch', key, (column) => column.notNull().defaultTo(''))
        .execute();
      await db.schema.createIndex(`${table}_by_change`).on(table).column('changed').execute();
    }
    await db.schema.dropIndex('jobs_in_order').execute();
    await db.schema
      .createIndex('jobs_by_urgency')
      .on('jobs')
      .columns(['state', 'runnable', 'rank', 'batch', 'urgency', 'title', 'sequence'])
      .execute();
    await db.schema.dropIndex('jobs_by_title').execute();
    await db.schema
      .createIndex('jobs_summed')
      .on('jobs')
      .columns(['title', 'part', 'state', 'weight', 'progress'])
      .execute();
    await db.schema.createIndex('jobs_by_end').on('jobs').columns(['state', 'done_at']).execute();

    await db.schema
      .createTable('revisions')
      .addColumn('name', id, (column) => column.primaryKey())
      .addColumn('epoch', id, (column) => column.notNull())
      .addColumn('value', 'bigint', (column) => column.notNull())
      .execute();
    await db.insertInto('revisions').values({ name: 'changes', epoch: '', value: 0 }).execute();
    await db.schema
      .createTable('tombstones')
      .addColumn('title', id, (column) => column.primaryKey())
      .addColumn('changed', 'bigint', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('tombstones_by_change').on('tombstones').column('changed').execute();
    await db.schema
      .createTable('troubles')
      .addColumn('id', id, (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('code', 'varchar(128)', (column) => column.notNull())
      .addColumn('sentence', 'text', (column) => column.notNull())
      .addColumn('title', id)
      .addColumn('name', 'text')
      .execute();
    await db.schema
      .createTable('encoders')
      .addColumn('name', key, (column) => column.primaryKey())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('batches')
      .addColumn('name', key, (column) => column.primaryKey())
      .addColumn('served', 'double precision', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('batches_by_service').on('batches').column('served').execute();
    await db.insertInto('batches').values({ name: '', served: 0 }).execute();

    // A title's versions may stand on different plans, with renditions of the same names.
    for (const column of ['plan_key', 'plan_hash']) {
      await db.schema.alterTable('versions').addColumn(column, key).execute();
    }
    for (const column of ['ladder', 'settings']) {
      await db.schema.alterTable('versions').addColumn(column, sql`longtext`).execute();
    }
    await sql`update versions set
      plan_key = (select plan_key from titles where titles.id = versions.title),
      plan_hash = (select plan_hash from titles where titles.id = versions.title),
      ladder = (select ladder from titles where titles.id = versions.title)`.execute(db);
    await db.schema
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
      .execute();
    await sql`insert into planned_renditions
      select renditions.title, titles.plan_hash, renditions.name, kind, media_key, playlist_key, longest_segment, rendition
      from renditions join titles on titles.id = renditions.title`.execute(db);
    await db.schema.dropTable('renditions').execute();
    await db.schema.alterTable('planned_renditions').renameTo('renditions').execute();
  },
};
