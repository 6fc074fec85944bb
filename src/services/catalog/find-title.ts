import type { catalogContract, Implementation, Presentation, TitleCard, TitleMetadata } from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import { isoTime } from '../../kit/index.ts';
import { cardOf, detailsOf } from './card.ts';
import { catalogErrors } from './errors.ts';
import { alike } from './search/alike.ts';
import type { Searching } from './search/searching.ts';
import type { CatalogTables, CatalogTitleRow } from './tables.ts';

type Wish = Parameters<Implementation<typeof catalogContract>['calls']['title']>[0];

type VersionWish = Pick<Wish, 'id' | 'version'>;

const mostEpisodes = 12;

/** One title. Errors: `catalog.no-such-title`, `catalog.no-such-version`. */
export async function findTitle(
  searching: Searching,
  { more, ...wish }: Wish,
): Promise<{ card: TitleCard; presentation: Presentation; details: TitleMetadata; more?: TitleCard[] }> {
  const { row, presentation } = await findVersion(searching.sql, wish);
  const title = { card: cardOf(row), presentation, details: detailsOf(row) };
  if (more === 'omit') return title;
  const episodes = await nextEpisodes(searching.sql.db, row);
  if (more === 'episodes') return { ...title, more: episodes };
  return { ...title, more: [...episodes, ...(await alike(searching, thingOf(row)))] };
}

/** What to watch after a title: the episodes that follow, then what is alike. Errors: `catalog.no-such-title`. */
export async function findMore(
  searching: Searching,
  { id }: { readonly id: string },
): Promise<{ titles: TitleCard[] }> {
  const row = await findRow(searching.sql, id);
  return { titles: [...(await nextEpisodes(searching.sql.db, row)), ...(await alike(searching, thingOf(row)))] };
}

function thingOf({ id, series_id }: CatalogTitleRow): string {
  return series_id ?? id;
}

/**
 * What playing needs of a title: two rows by their keys, however large the library. Errors: as `findTitle`.
 */
export async function findPresentation(
  sql: Sql<CatalogTables>,
  wish: VersionWish,
): Promise<{ card: TitleCard; presentation: Presentation; retiresAt?: string }> {
  const { row, presentation, retiresAt } = await findVersion(sql, wish);
  const retiring = retiresAt === null ? {} : { retiresAt: isoTime(Number(retiresAt)) };
  return { card: cardOf(row), presentation, ...retiring };
}

async function findVersion(
  sql: Sql<CatalogTables>,
  { id, version }: VersionWish,
): Promise<{ row: CatalogTitleRow; presentation: Presentation; retiresAt: number | null }> {
  const row = await findRow(sql, id);
  const asked = version ?? row.version;
  const found = await sql.db
    .selectFrom('versions')
    .select(['presentation', 'retires_at'])
    .where('title', '=', id)
    .where('version', '=', asked)
    .executeTakeFirst();
  if (found === undefined) throw catalogErrors.error('catalog.no-such-version', { id, version: asked });
  return { row, presentation: JSON.parse(found.presentation) as Presentation, retiresAt: found.retires_at };
}

async function findRow({ db }: Sql<CatalogTables>, id: string): Promise<CatalogTitleRow> {
  const row = await db.selectFrom('titles').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw catalogErrors.error('catalog.no-such-title', { id });
  return row;
}

/** The episodes that follow. */
async function nextEpisodes(
  db: Sql<CatalogTables>['db'],
  { series_id, episode_key }: CatalogTitleRow,
): Promise<TitleCard[]> {
  if (series_id === null) return [];
  const rows = await db
    .selectFrom('titles')
    .selectAll()
    .where('series_id', '=', series_id)
    .where('episode_key', '>', episode_key ?? 0)
    .orderBy('episode_key')
    .orderBy('place')
    .limit(mostEpisodes)
    .execute();
  return rows.map(cardOf);
}
