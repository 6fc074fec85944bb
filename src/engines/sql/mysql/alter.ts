import type { CompiledQuery } from 'kysely';
import type { Logger } from '../../../host/index.ts';
import type { Lent } from './pool.ts';

/** The way that was asked for is not to be had for this change, or not on this server. */
const notThisWay = new Set([1221, 1235, 1845, 1846, 1064, 1911]);

export interface AlterOptions {
  readonly worker: Lent;
  readonly logger: Logger;
}

/** Changes the schema, by the way that holds up others least: at once, beside what goes on, or as the server will. */
export async function alter(query: CompiledQuery, { worker, logger }: AlterOptions): Promise<void> {
  const { session, server } = worker;
  for (const way of waysOf(query)) {
    if (server.isGalera && way.includes('inplace'))
      logger.info('the cluster’s writes wait while a table is changed', { statement: query.sql });
    try {
      await session.run({ sql: `${query.sql}${way}`, values: query.parameters });
      return;
    } catch (error) {
      const { errno = 0 } = (error as Error).cause as { errno?: number };
      if (way === '' || !notThisWay.has(errno)) throw error;
    }
  }
}

function waysOf({ query }: CompiledQuery): readonly string[] {
  switch (query.kind) {
    case 'AlterTableNode':
      return query.renameTo !== undefined ? [''] : [', algorithm = instant', ', algorithm = inplace, lock = none', ''];
    case 'CreateIndexNode':
    case 'DropIndexNode':
      return [' algorithm = inplace lock = none', ''];
    default:
      return [''];
  }
}
