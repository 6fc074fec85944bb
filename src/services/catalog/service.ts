import type {
  catalogContract,
  Implementation,
  Presentation,
  RunningService,
  TitleCard,
} from '../../contracts/index.ts';
import type { Follow, Sql } from '../../engines/sql/index.ts';
import type { Logger } from '../../host/index.ts';
import type { Clock } from '../../kit/index.ts';
import { catalogErrors } from './errors.ts';
import { applyTitleEvent } from './follow-titles.ts';
import type { CatalogTables, CatalogTitleRow } from './tables.ts';

export interface CatalogDeps {
  readonly sql: Sql<CatalogTables>;
  readonly follow: Follow<CatalogTables>;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Calls = Implementation<typeof catalogContract>['calls'];

/** Starts the catalogue: it follows what studio tells and answers what can be watched. */
export async function start({ sql, follow }: CatalogDeps): Promise<RunningService<typeof catalogContract>> {
  let stopped = false;
  follow('titles', (tx, event) => applyTitleEvent(sql, tx, event));
  return {
    implementation: {
      calls: {
        titles: (input) => listTitles(sql, input),
        title: (input) => findTitle(sql, input),
        facets: async () => ({ titles: 0, genres: [], languages: [], series: [] }),
      },
      routes: {},
    },
    readiness: () => (stopped ? { ready: false, why: 'The catalogue is stopping.' } : { ready: true }),
    async stop() {
      stopped = true;
    },
  };
}

async function listTitles(
  { db }: Sql<CatalogTables>,
  { after, limit }: Parameters<Calls['titles']>[0],
): Promise<{ titles: TitleCard[]; next?: string }> {
  let query = db.selectFrom('titles').selectAll();
  if (after !== undefined) query = query.where('place', '<', after);
  const rows = await query
    .orderBy('place', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const titles = page.map(cardOf);
  const next = rows.length > limit ? page.at(-1)?.place : undefined;
  return next === undefined ? { titles } : { titles, next };
}

async function findTitle(
  { db }: Sql<CatalogTables>,
  { id, version }: Parameters<Calls['title']>[0],
): Promise<{ card: TitleCard; presentation: Presentation }> {
  const row = await db.selectFrom('titles').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw catalogErrors.error('catalog.no-such-title', { id });
  const asked = version ?? row.version;
  const found = await db
    .selectFrom('versions')
    .select('presentation')
    .where('title', '=', id)
    .where('version', '=', asked)
    .executeTakeFirst();
  if (found === undefined) throw catalogErrors.error('catalog.no-such-version', { id, version: asked });
  return { card: cardOf(row), presentation: JSON.parse(found.presentation) as Presentation };
}

function cardOf({ id, name, duration_seconds, added_at, height }: CatalogTitleRow): TitleCard {
  return { id, name, durationSeconds: duration_seconds, addedAt: added_at, height };
}
