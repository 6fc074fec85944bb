import type { Migration } from '../../../engines/sql/index.ts';

/** When the files of a version go that another has replaced: Unix milliseconds. */
export const retirement: Migration = {
  name: '0030-retirement',
  steps: [(db) => db.schema.alterTable('versions').addColumn('retires_at', 'bigint').execute()],
};
