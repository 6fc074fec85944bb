import type { Migration } from '../../../engines/sql/index.ts';
import { catalogTables } from './0001-catalog.ts';

export const migrations: readonly Migration[] = [catalogTables];
