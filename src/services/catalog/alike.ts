import { type Kysely, sql } from 'kysely';
import type { TitleCard } from '../../contracts/index.ts';
import type { CatalogTables } from './tables.ts';
import { cardsOf, thing } from './things.ts';

const most = 12;

/**
 * What shares most people and genres with a thing, a series as one; a person says as much as three genres. Of a series
 * its closest episode counts: that it has many says nothing.
 */
export async function alike(db: Kysely<CatalogTables>, one: string): Promise<TitleCard[]> {
  const { rows } = await sql<{ thing: string }>`select ${thing} as thing from titles inner join (
      select theirs.title, sum(case when theirs.kind = 'person' then 3 else 1 end) as shared
      from (select distinct tags.kind, tags.tag from tags inner join titles on titles.id = tags.title
        where ${thing} = ${one} and tags.kind in ('genre', 'person')) as mine
      inner join tags as theirs on theirs.kind = mine.kind and theirs.tag = mine.tag
      group by theirs.title
    ) as alike on alike.title = titles.id
    where ${thing} <> ${one}
    group by ${thing}
    order by max(alike.shared) desc, max(titles.place) desc limit ${most}`.execute(db);
  return cardsOf(
    db,
    rows.map((row) => row.thing),
  );
}
