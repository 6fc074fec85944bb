import type { Migration } from '../../../engines/sql/index.ts';

/** Series whose episodes have changed, and are to be looked at once more as all of them stand. */
export const unnamedSeries: Migration = {
  name: '0050-unnamed-series',
  steps: [
    (db) =>
      db.schema
        .createTable('unnamed_series')
        .addColumn('series_key', 'varchar(300)', (column) => column.primaryKey())
        .addColumn('noted_at', 'bigint', (column) => column.notNull())
        .execute(),
  ],
};
