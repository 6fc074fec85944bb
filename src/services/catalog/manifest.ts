import { catalogContract } from '../../contracts/index.ts';
import { defineService, index, tables } from '../../manifest/index.ts';
import { migrations } from './migrations/index.ts';
import { start } from './service.ts';
import type { CatalogTables } from './tables.ts';

export const service = defineService({
  contract: catalogContract,
  does: 'knows what can be watched: titles, series, search',
  needs: { critical: [], soft: [] },
  runs: 'partitioned',
  ports: { tables: tables<CatalogTables>(migrations), index },
  start: ({ tables, ...given }) => start({ ...tables, ...given }),
});
