import { sql } from 'kysely';
import type { catalogContract, Implementation, OutputOf } from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import type { CatalogTables, TagKind } from './tables.ts';
import { thing } from './things.ts';

type Facets = OutputOf<(typeof catalogContract)['calls']['facets']>;
type Wish = Parameters<Implementation<typeof catalogContract>['calls']['facets']>[0];
type Db = Sql<CatalogTables>['db'];

/** Of each kind at most as many, those with the most titles. */
const most = 500;

/** By what the library can be narrowed, the most frequent first; decades as they follow each other, the latest first. */
export async function facets({ db }: Sql<CatalogTables>, { group }: Wish): Promise<Facets> {
  const counted = group === 'series' ? sql`count(distinct ${thing})` : sql`count(*)`;
  const { rows } = await sql<{ count: number }>`select ${counted} as count from titles`.execute(db);
  const of = async (kind: TagKind) =>
    facetsIn(
      await sql<Row>`select max(tags.value) as value, ${counted} as count from tags
        inner join titles on titles.id = tags.title where tags.kind = ${kind}
        group by tags.tag order by count desc, tags.tag limit ${most}`.execute(db),
    );
  const [genres, languages, series] = [await of('genre'), await of('language'), await of('series')];
  const known = await decades(db, counted);
  const all = { titles: Number(rows[0]?.count ?? 0), genres, languages, series };
  return known.length === 0 ? all : { ...all, decades: known };
}

interface Row {
  readonly value: string | number;
  readonly count: number;
}

async function decades(db: Db, counted: ReturnType<typeof sql>): Promise<Facets['genres']> {
  return facetsIn(
    await sql<Row>`select titles.year - titles.year % 10 as value, ${counted} as count from titles
      where titles.year is not null group by titles.year - titles.year % 10 order by value desc limit ${most}`.execute(
      db,
    ),
  );
}

function facetsIn({ rows }: { readonly rows: readonly Row[] }): Facets['genres'] {
  return rows.map(({ value, count }) => ({ value: String(value), titles: Number(count) }));
}
