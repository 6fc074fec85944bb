import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { TitleCard } from '../../contracts/index.ts';
import { cardOf, detailsOf } from './card.ts';
import type { CatalogTables, CatalogTitleRow } from './tables.ts';

type Db = Kysely<CatalogTables>;

/** What is one thing to whoever looks for something to watch: a film, or a series with all its episodes. */
export const thing: RawBuilder<string> = sql`coalesce(titles.series_id, titles.id)`;

/** The cards of things, in their order. Things that are gone meanwhile are left out. */
export async function cardsOf(db: Db, things: readonly string[]): Promise<TitleCard[]> {
  if (things.length === 0) return [];
  const [films, series] = await Promise.all([
    db.selectFrom('titles').selectAll().where('id', 'in', things).execute(),
    seriesCards(db, things),
  ]);
  const cards = new Map([...films.map((row) => [row.id, cardOf(row)] as const), ...series]);
  return things.map((one) => cards.get(one)).filter((card) => card !== undefined);
}

interface Sums {
  readonly series_id: string;
  readonly first: number;
  readonly episodes: number;
  readonly seasons: number;
  readonly year: number | null;
  readonly began: number | null;
  readonly newest: string;
  readonly height: number;
}

async function seriesCards(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, TitleCard>> {
  const { rows: sums } = await sql<Sums>`select series_id, min(episode_key) as first, count(*) as episodes,
      count(distinct case when episode_key < 2000000000 then (episode_key - episode_key % 100000) end) as seasons,
      min(year) as year, min(series_year) as began, max(added_at) as newest, max(height) as height
    from titles where series_id in (${sql.join(ids)}) group by series_id`.execute(db);
  if (sums.length === 0) return new Map();
  const firsts = sums.map(({ series_id, first }) => sql`(series_id = ${series_id} and episode_key = ${first})`);
  const { rows } = await sql<CatalogTitleRow>`select * from titles where ${sql.join(firsts, sql` or `)}
    order by place desc`.execute(db);
  const bySeries = new Map(rows.map((row) => [row.series_id, row]));
  return new Map(
    sums.flatMap((sum) => {
      const first = bySeries.get(sum.series_id);
      return first === undefined ? [] : [[sum.series_id, wholeCard(first, sum)] as const];
    }),
  );
}

/** A series has its first episode's picture and kind. What that episode tells of itself is not told of the whole. */
function wholeCard(first: CatalogTitleRow, sum: Sums): TitleCard {
  const { series, summary: _, seriesId: __, year: ___, ...card } = cardOf(first);
  const name = series?.name ?? detailsOf(first).name;
  const year = sum.began ?? sum.year ?? undefined;
  return {
    ...card,
    name,
    addedAt: sum.newest,
    height: Number(sum.height),
    ...(year === undefined ? {} : { year }),
    whole: {
      id: sum.series_id,
      name,
      ...(year === undefined ? {} : { year }),
      seasons: Number(sum.seasons),
      episodes: Number(sum.episodes),
    },
  };
}
