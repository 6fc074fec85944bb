import { sql } from 'kysely';
import type { catalogContract, Implementation, OutputOf } from '../../contracts/index.ts';
import type { Facet } from '../../engines/index/index.ts';
import type { Searching } from './search/searching.ts';
import { thing } from './things.ts';

type Facets = OutputOf<(typeof catalogContract)['calls']['facets']>;
type Wish = Parameters<Implementation<typeof catalogContract>['calls']['facets']>[0];

/** Of each kind at most as many, those with the most titles. */
const most = 500;

/** By what the library can be narrowed, the most frequent first; decades as they follow each other, the latest first. */
export async function facets({ sql: { db }, index, indexer }: Searching, { group }: Wish): Promise<Facets> {
  const counted = group === 'series' ? sql`count(distinct ${thing})` : sql`count(*)`;
  const [{ rows: all }, { rows: byDecade }, had] = await Promise.all([
    sql<{ count: number }>`select ${counted} as count from titles`.execute(db),
    sql<Facet>`select titles.year - titles.year % 10 as value, ${counted} as count from titles
      where titles.year is not null group by titles.year - titles.year % 10 order by value desc limit ${most}`.execute(
      db,
    ),
    indexer.ask((name) =>
      index.facets(name, {
        fields: ['genre', 'language', 'series'],
        limit: most,
        ...(group === 'series' ? { distinct: 'thing' } : {}),
      }),
    ),
  ]);
  const { genre = [], language = [], series = [] } = had;
  const known = {
    titles: Number(all[0]?.count ?? 0),
    ...{ genres: told(genre), languages: told(language), series: told(series) },
  };
  return byDecade.length === 0 ? known : { ...known, decades: told(byDecade) };
}

function told(facets: readonly Facet[]): Facets['genres'] {
  return facets.map(({ value, count }) => ({ value: String(value), titles: Number(count) }));
}
