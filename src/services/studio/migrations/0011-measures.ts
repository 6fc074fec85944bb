import type { Migration } from '../../../engines/sql/index.ts';

const id = 'varchar(64)' as const;

/** How much the sampled chunks of each rung are like the source. */
export const measureTables: Migration = {
  name: '0011-measures',
  steps: [
    (db) =>
      db.schema
        .createTable('measures')
        .addColumn('title', id, (column) => column.notNull())
        .addColumn('plan', id, (column) => column.notNull())
        .addColumn('rung', id, (column) => column.notNull())
        .addColumn('chunk', 'integer', (column) => column.notNull())
        .addColumn('ssim', 'double precision', (column) => column.notNull())
        .addColumn('pictures', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('measures_key', ['title', 'plan', 'rung', 'chunk'])
        .execute(),
  ],
};
