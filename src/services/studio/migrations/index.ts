import type { Migration } from '../../../engines/sql/index.ts';
import { studioTables } from './0001-studio.ts';

export const migrations: readonly Migration[] = [studioTables];
