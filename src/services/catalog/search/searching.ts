import type { Index } from '../../../engines/index/index.ts';
import type { Sql } from '../../../engines/sql/index.ts';
import type { CatalogTables } from '../tables.ts';
import type { Indexer } from './indexer.ts';

/** What a search needs: the index says which, the titles say what they are. */
export interface Searching {
  readonly sql: Sql<CatalogTables>;
  readonly index: Index;
  readonly indexer: Pick<Indexer, 'ask'>;
}
