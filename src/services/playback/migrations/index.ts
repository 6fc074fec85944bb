import type { Migration } from '../../../engines/sql/index.ts';
import { keysAndTitles } from './0001-keys-and-titles.ts';

export const migrations: readonly Migration[] = [keysAndTitles];
