export { catalogErrors } from './errors.ts';
export { service } from './manifest.ts';
export { migrations } from './migrations/index.ts';
export { type CatalogDeps, start } from './service.ts';
export type { CatalogTables } from './tables.ts';
