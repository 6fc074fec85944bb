import type { Migration } from '../../../engines/sql/index.ts';

/** What the index has not been told of yet; and titles count their changes, so that it never takes an older one. */
const revisions: Migration = {
  name: '0040-revisions',
  steps: [
    (db) =>
      db.schema
        .alterTable('titles')
        .addColumn('revision', 'bigint', (column) => column.notNull().defaultTo(0))
        .execute(),
  ],
};

const unindexed: Migration = {
  name: '0041-unindexed',
  steps: [
    (db) =>
      db.schema
        .createTable('unindexed')
        .addColumn('title', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('revision', 'bigint', (column) => column.notNull())
        .execute(),
  ],
};

/** By what titles were found before the index was: it is filled from the titles themselves, so nothing is lost. */
const former = ['words', 'pairs', 'tags'].map(
  (table, place): Migration => ({
    name: `004${place + 2}-no-${table}`,
    steps: [(db) => db.schema.dropTable(table).execute()],
  }),
);

export const indexSteps: readonly Migration[] = [revisions, unindexed, ...former];
