import type { catalogContract, Implementation, Presentation, TitleCard, TitleMetadata } from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import { isoTime } from '../../kit/index.ts';
import { alike } from './alike.ts';
import { cardOf, detailsOf } from './card.ts';
import { catalogErrors } from './errors.ts';
import type { CatalogTables, CatalogTitleRow } from './tables.ts';

type Wish = Parameters<Implementation<typeof catalogContract>['calls']['title']>[0];

const mostEpisodes = 12;

/** One title, with what goes with it. Errors: `catalog.no-such-title`, `catalog.no-such-version`. */
export async function findTitle(
  store: Sql<CatalogTables>,
  wish: Wish,
): Promise<{ card: TitleCard; presentation: Presentation; details: TitleMetadata; more: TitleCard[] }> {
  const { row, presentation } = await findVersion(store, wish);
  const next = await nextEpisodes(store.db, row);
  const more = [...next.map(cardOf), ...(await alike(store.db, row.series_id ?? row.id))];
  return { card: cardOf(row), presentation, details: detailsOf(row), more };
}

/**
 * What playing needs of a title: two rows by their keys, however large the library. What is alike costs three hundred
 * times as much among 20,000 titles. Errors: as `findTitle`.
 */
export async function findPresentation(
  store: Sql<CatalogTables>,
  wish: Wish,
): Promise<{ card: TitleCard; presentation: Presentation; retiresAt?: string }> {
  const { row, presentation, retiresAt } = await findVersion(store, wish);
  const retiring = retiresAt === null ? {} : { retiresAt: isoTime(Number(retiresAt)) };
  return { card: cardOf(row), presentation, ...retiring };
}

async function findVersion(
  { db }: Sql<CatalogTables>,
  { id, version }: Wish,
): Promise<{ row: CatalogTitleRow; presentation: Presentation; retiresAt: number | null }> {
  const row = await db.selectFrom('titles').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw catalogErrors.error('catalog.no-such-title', { id });
  const asked = version ?? row.version;
  const found = await db
    .selectFrom('versions')
    .select(['presentation', 'retires_at'])
    .where('title', '=', id)
    .where('version', '=', asked)
    .executeTakeFirst();
  if (found === undefined) throw catalogErrors.error('catalog.no-such-version', { id, version: asked });
  return { row, presentation: JSON.parse(found.presentation) as Presentation, retiresAt: found.retires_at };
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
