import type { Migration } from '../../../engines/sql/index.ts';
import { studioTables } from './0001-studio.ts';
import { controlTables } from './0002-control.ts';
import { artTables } from './0004-art.ts';
import { metadataTables } from './0010-metadata.ts';
import { measureTables } from './0011-measures.ts';
import { vmafTables } from './0012-vmaf.ts';
import { shelfTables } from './0013-shelf.ts';
import { hookTables } from './0014-hooks.ts';
import { textTables } from './0015-texts.ts';
import { changeNumbers } from './0020-change-numbers.ts';

export const migrations: readonly Migration[] = [
  studioTables,
  controlTables,
  artTables,
  metadataTables,
  measureTables,
  vmafTables,
  shelfTables,
  hookTables,
  textTables,
  changeNumbers,
];
