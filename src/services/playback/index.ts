import type { Migration } from '../../engines/sql/index.ts';
import { keysAndTitles } from './migrations/0001-keys-and-titles.ts';

export { defaultConfig, type PlaybackConfig, readConfig } from './config.ts';
export { playbackErrors } from './errors.ts';
export type { ApplianceAddress } from './play.ts';
export { type PlaybackDeps, start } from './service.ts';
export type { PlaybackTables } from './tables.ts';

export const migrations: readonly Migration[] = [keysAndTitles];
