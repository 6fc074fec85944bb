import type { Migration } from '../../../engines/sql/index.ts';
import { catalogTables } from './0001-catalog.ts';
import { metadataTables } from './0010-metadata.ts';
import { seriesColumns } from './0020-series.ts';
import { retirement } from './0030-retirement.ts';
import { indexSteps } from './0040-index.ts';
import { unnamedSeries } from './0050-unnamed-series.ts';

export const migrations: readonly Migration[] = [
  catalogTables,
  metadataTables,
  seriesColumns,
  retirement,
  ...indexSteps,
  unnamedSeries,
];
