import { sql } from 'kysely';
import type { catalogContract, OutputOf, TitleMetadata } from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import { cardOf, detailsOf } from './card.ts';
import { catalogErrors } from './errors.ts';
import { alike } from './search/alike.ts';
import type { Searching } from './search/searching.ts';
import type { CatalogTables, CatalogTitleRow } from './tables.ts';
import { cardsOf } from './things.ts';

type Found = OutputOf<(typeof catalogContract)['calls']['series']>;
type Db = Sql<CatalogTables>['db'];

const mostPeople = 40;

/** A series with all that is of it. Errors: `catalog.no-such-series`. */
export async function findSeries(searching: Searching, { id }: { readonly id: string }): Promise<Found> {
  const { db } = searching.sql;
  const known = (await isThere(db, id)) ? id : await ofThatName(db, id);
  const [card] = known === undefined ? [] : await cardsOf(db, [known]);
  if (known === undefined || card === undefined) throw catalogErrors.error('catalog.no-such-series', { id });
  const rows = await db
    .selectFrom('titles')
    .selectAll()
    .where('series_id', '=', known)
    .orderBy('episode_key')
    .orderBy('place')
    .execute();
  return { card, people: peopleOf(rows), episodes: rows.map(cardOf), more: await alike(searching, known) };
}

async function isThere(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('titles').select('id').where('series_id', '=', id).executeTakeFirst()) !== undefined;
}

/** A link from before a second series of its name came: its year has become part of what it is called by. */
async function ofThatName(db: Db, key: string): Promise<string | undefined> {
  const { rows } = await sql<{ series_id: string }>`select series_id from titles where series_key = ${key}
    order by place limit 1`.execute(db);
  return rows[0]?.series_id;
}

/** Those who are in most episodes first. */
function peopleOf(rows: readonly CatalogTitleRow[]): TitleMetadata['people'] {
  const all = rows.flatMap((row) => detailsOf(row).people);
  const byPerson = Map.groupBy(all, ({ name, role }) => `${name}\n${role}`);
  return [...byPerson.values()]
    .sort((a, b) => b.length - a.length)
    .slice(0, mostPeople)
    .flatMap(([person]) => (person === undefined ? [] : [person]));
}
