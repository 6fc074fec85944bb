import type { Migration } from '../../../engines/sql/index.ts';

/** Which series an episode is of. Titles from before are indexed when the catalogue starts. */
export const seriesColumns: Migration = {
  name: '0020-series',
  steps: [
    (db) => db.schema.alterTable('titles').addColumn('series_year', 'integer').execute(),
    (db) => db.schema.alterTable('titles').addColumn('series_id', 'varchar(310)').execute(),
    (db) => db.schema.createIndex('titles_by_series_id').on('titles').columns(['series_id', 'episode_key']).execute(),
  ],
};
