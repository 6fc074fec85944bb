import type { Migration } from '../../../engines/sql/index.ts';
import { catalogTables } from './0001-catalog.ts';
import { metadataTables } from './0010-metadata.ts';
import { retirement } from './0020-retirement.ts';

export const migrations: readonly Migration[] = [catalogTables, metadataTables, retirement];
