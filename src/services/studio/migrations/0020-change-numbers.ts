import { sql } from 'kysely';
import type { Migration } from '../../../engines/sql/index.ts';

/**
 * A journal whose row numbers the database gives: until then one row counted all changes, and whoever changed anything
 * waited for everybody who did. Numbers go on where that row stood.
 */
export const changeNumbers: Migration = {
  name: '0020-change-numbers',
  steps: [
    (db) =>
      db.schema
        .createTable('title_changes')
        .addColumn('number', 'bigint', (column) => column.primaryKey().autoIncrement())
        .addColumn('title', 'varchar(64)', (column) => column.notNull())
        .execute(),
    (db) =>
      sql`insert into title_changes (number, title) select value + 1, '' from revisions where name = 'changes'`.execute(
        db,
      ),
  ],
};
