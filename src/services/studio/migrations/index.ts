import type { Migration } from '../../../engines/sql/index.ts';
import { studioTables } from './0001-studio.ts';
import { metadataTables } from './0010-metadata.ts';

export const migrations: readonly Migration[] = [studioTables, metadataTables];
