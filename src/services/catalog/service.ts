import type { Kysely } from 'kysely';
import type { catalogContract, Follow, RunningService } from '../../contracts/index.ts';
import type { Index } from '../../engines/index/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import type { Logger } from '../../host/index.ts';
import type { Clock } from '../../kit/index.ts';
import { facets } from './facets.ts';
import { findSeries } from './find-series.ts';
import { findMore, findPresentation, findTitle } from './find-title.ts';
import { applyTitleEvent, titleKinds, writeColumnsAgain } from './follow-titles.ts';
import { isListed, listTitles } from './list-titles.ts';
import { findTitles } from './search/find-titles.ts';
import { startIndexer } from './search/indexer.ts';
import type { CatalogTables } from './tables.ts';

export interface CatalogDeps {
  readonly sql: Sql<CatalogTables>;
  readonly follow: Follow<Kysely<CatalogTables>>;
  readonly index: Index;
  readonly clock: Clock;
  readonly logger: Logger;
}

const mostLetters = 500;

export interface RunningCatalog extends RunningService<typeof catalogContract> {
  /** Resolves once whatever was taken in before is found. */
  settled(): Promise<void>;
}

/** Starts the catalogue: it follows what studio tells, answers what can be watched, and keeps an index of it. */
export async function start({ sql, follow, index, clock, logger }: CatalogDeps): Promise<RunningCatalog> {
  let stopped = false;
  await writeColumnsAgain(sql, clock);
  const indexer = startIndexer(sql, { index, clock, logger });
  const searching = { sql, index, indexer };
  const following = follow(titleKinds, async (tx, events) => {
    for (const event of events) await applyTitleEvent({ sql, tx, now: clock.now() }, event);
    indexer.wake();
  });
  return {
    implementation: {
      calls: {
        titles: (input) => (isListed(input) ? listTitles(sql, input) : findTitles(searching, input)),
        title: (input) => findTitle(searching, input),
        more: (input) => findMore(searching, input),
        series: (input) => findSeries(searching, input),
        presentation: (input) => findPresentation(sql, input),
        deadLetters: async () => ({ letters: [...(await following.deadLetters(mostLetters))] }),
        retryDeadLetters: () => following.retryDeadLetters(),
        facets: (input) => facets(searching, input),
      },
      routes: {},
    },
    readiness() {
      if (stopped) return { ready: false, why: 'The catalogue is stopping.' };
      // What it knows can be watched all the same.
      const trouble = following.trouble() ?? indexer.trouble();
      return trouble === undefined ? { ready: true } : { ready: true, degraded: trouble };
    },
    settled: () => indexer.settled(),
    async stop() {
      stopped = true;
      await indexer.stop();
    },
  };
}
