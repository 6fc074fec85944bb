import { sql } from 'kysely';
import type { Migration } from '../../../engines/sql/index.ts';

const id = 'varchar(64)' as const;

/** Webhooks, and the messages that wait to be sent to them. */
export const hookTables: Migration = {
  name: '0014-hooks',
  steps: [
    (db) =>
      db.schema
        .createTable('hooks')
        .addColumn('id', id, (column) => column.primaryKey())
        .addColumn('url', 'text', (column) => column.notNull())
        .addColumn('secret', 'varchar(255)', (column) => column.notNull())
        .addColumn('events', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('last_at', 'bigint')
        .addColumn('last_ok', 'integer')
        .addColumn('last_sentence', 'text')
        .addColumn('stopped', 'text')
        .execute(),
    (db) =>
      db.schema
        .createTable('hook_messages')
        .addColumn('id', id, (column) => column.primaryKey())
        .addColumn('hook', id, (column) => column.notNull())
        .addColumn('body', sql`longtext`, (column) => column.notNull())
        .addColumn('tries', 'integer', (column) => column.notNull())
        .addColumn('next_at', 'bigint', (column) => column.notNull())
        .execute(),
    (db) => db.schema.createIndex('hook_messages_by_time').on('hook_messages').columns(['next_at', 'id']).execute(),
    (db) => db.schema.createIndex('hook_messages_by_hook').on('hook_messages').column('hook').execute(),
  ],
};
