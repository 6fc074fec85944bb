import { sql } from 'kysely';
import type { Migration } from '../../../engines/sql/index.ts';

/** When a title was removed; the film that stands back while another file is made ready to take its place. */
export const shelfTables: Migration = {
  name: '0013-shelf',
  steps: [
    (db) => db.schema.alterTable('titles').addColumn('removed_at', 'bigint').execute(),
    (db) => db.schema.alterTable('titles').addColumn('replacing', sql`longtext`).execute(),
  ],
};
