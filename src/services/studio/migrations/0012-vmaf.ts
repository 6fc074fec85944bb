import type { Migration } from '../../../engines/sql/index.ts';

/** Sampled chunks are measured by VMAF as well, where the encoder's ffmpeg has it. */
export const vmafTables: Migration = {
  name: '0012-vmaf',
  steps: [(db) => db.schema.alterTable('measures').addColumn('vmaf', 'double precision').execute()],
};
