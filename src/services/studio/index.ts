export type { StudioConfig } from './config.ts';
export { studioErrors } from './errors.ts';
export { service } from './manifest.ts';
export { migrations } from './migrations/index.ts';
export { start } from './service.ts';
export type { StudioDeps } from './studio.ts';
export type { StudioTables } from './tables.ts';
