import type { catalogContract, OutputOf } from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import type { CatalogTables, TagKind } from './tables.ts';

type Facets = OutputOf<(typeof catalogContract)['calls']['facets']>;

/** Of each kind at most as many, those with the most titles. */
const most = 500;

/** By what the library can be narrowed, the most frequent first. */
export async function facets({ db }: Sql<CatalogTables>): Promise<Facets> {
  const all = await db
    .selectFrom('titles')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const of = (kind: TagKind) => facet(db, kind);
  const [genres, languages, series] = [await of('genre'), await of('language'), await of('series')];
  return { titles: Number(all.count), genres, languages, series };
}

async function facet(db: Sql<CatalogTables>['db'], kind: TagKind): Promise<Facets['genres']> {
  const rows = await db
    .selectFrom('tags')
    .select(({ fn }) => [fn.max('value').as('value'), fn.countAll<number>().as('count')])
    .where('kind', '=', kind)
    .groupBy('tag')
    .orderBy('count', 'desc')
    .orderBy('tag')
    .limit(most)
    .execute();
  return rows.map(({ value, count }) => ({ value, titles: Number(count) }));
}
