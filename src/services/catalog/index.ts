export { catalogErrors } from './errors.ts';
export { migrations } from './migrations/index.ts';
export { type CatalogDeps, start } from './service.ts';
export type { CatalogTables } from './tables.ts';
