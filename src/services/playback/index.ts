export { defaultConfig, type PlaybackConfig } from './config.ts';
export { playbackErrors } from './errors.ts';
export { service } from './manifest.ts';
export { migrations } from './migrations/index.ts';
export type { ApplianceAddress } from './play.ts';
export { type PlaybackDeps, start } from './service.ts';
export type { PlaybackTables } from './tables.ts';
