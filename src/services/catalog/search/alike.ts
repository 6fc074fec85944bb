import type { TitleCard } from '../../../contracts/index.ts';
import type { AlikeWish } from '../../../engines/index/index.ts';
import { cardsOf } from '../things.ts';
import type { Searching } from './searching.ts';

const most = 12;

/** What shares most people and genres with a thing, a series as one; a person says as much as three genres. */
export async function alike({ sql, index, indexer }: Searching, one: string): Promise<TitleCard[]> {
  const wish: AlikeWish = {
    to: [{ field: 'thing', in: [one] }],
    by: [
      { field: 'person', weight: 3 },
      { field: 'genre', weight: 1 },
    ],
    group: 'thing',
    // The newest first.
    tieBy: 'place',
    limit: most,
  };
  const close = await indexer.ask((name) => index.alike(name, wish));
  return cardsOf(
    sql.db,
    close.map(({ group, id }) => group ?? id),
  );
}
