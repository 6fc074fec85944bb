import type { Kysely } from 'kysely';
import type { catalogContract, Follow, RunningService } from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import type { Logger } from '../../host/index.ts';
import type { Clock } from '../../kit/index.ts';
import { facets } from './facets.ts';
import { findSeries } from './find-series.ts';
import { findPresentation, findTitle } from './find-title.ts';
import { applyTitleEvents, indexAgain, titleKinds } from './follow-titles.ts';
import { listTitles } from './list-titles.ts';
import type { CatalogTables } from './tables.ts';

export interface CatalogDeps {
  readonly sql: Sql<CatalogTables>;
  readonly follow: Follow<Kysely<CatalogTables>>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const mostLetters = 500;

/** Starts the catalogue: it follows what studio tells and answers what can be watched. */
export async function start({ sql, follow }: CatalogDeps): Promise<RunningService<typeof catalogContract>> {
  let stopped = false;
  await indexAgain(sql);
  const following = follow(titleKinds, (tx, events) => applyTitleEvents(sql, tx, events));
  return {
    implementation: {
      calls: {
        titles: (input) => listTitles(sql, input),
        title: (input) => findTitle(sql, input),
        series: (input) => findSeries(sql, input),
        presentation: (input) => findPresentation(sql, input),
        deadLetters: async () => ({ letters: [...(await following.deadLetters(mostLetters))] }),
        retryDeadLetters: () => following.retryDeadLetters(),
        facets: (input) => facets(sql, input),
      },
      routes: {},
    },
    readiness() {
      if (stopped) return { ready: false, why: 'The catalogue is stopping.' };
      // What it knows can be watched all the same.
      const trouble = following.trouble();
      return trouble === undefined ? { ready: true } : { ready: true, degraded: trouble };
    },
    async stop() {
      stopped = true;
    },
  };
}
