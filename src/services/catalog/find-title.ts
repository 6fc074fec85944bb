import type { catalogContract, Implementation, Presentation, TitleCard, TitleMetadata } from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import { alike } from './alike.ts';
import { cardOf, detailsOf } from './card.ts';
import { catalogErrors } from './errors.ts';
import type { CatalogTables, CatalogTitleRow } from './tables.ts';

type Wish = Parameters<Implementation<typeof catalogContract>['calls']['title']>[0];

const mostEpisodes = 12;

/** One title. Errors: `catalog.no-such-title`, `catalog.no-such-version`. */
export async function findTitle(
  { db }: Sql<CatalogTables>,
  { id, version }: Wish,
): Promise<{ card: TitleCard; presentation: Presentation; details: TitleMetadata; more: TitleCard[] }> {
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
  const more = [...(await nextEpisodes(db, row)).map(cardOf), ...(await alike(db, row.series_id ?? row.id))];
  const presentation = JSON.parse(found.presentation) as Presentation;
  return { card: cardOf(row), presentation, details: detailsOf(row), more };
}

/** The episodes that follow. */
async function nextEpisodes(
  db: Sql<CatalogTables>['db'],
  { series_id, episode_key }: CatalogTitleRow,
): Promise<CatalogTitleRow[]> {
  if (series_id === null) return [];
  return db
    .selectFrom('titles')
    .selectAll()
    .where('series_id', '=', series_id)
    .where('episode_key', '>', episode_key ?? 0)
    .orderBy('episode_key')
    .orderBy('place')
    .limit(mostEpisodes)
    .execute();
}
