import type { Artwork, Picture } from '../../../contracts/index.ts';
import type { Tx } from '../studio.ts';

/** What stands for each of these titles; nothing for those that have no picture. */
export async function artworkOf(db: Tx, titles: readonly string[]): Promise<ReadonlyMap<string, Artwork>> {
  if (titles.length === 0) return new Map();
  const rows = await db.selectFrom('artwork').selectAll().where('title', 'in', titles).execute();
  const found = new Map<string, Artwork>();
  for (const { title, kind, picture } of rows) {
    found.set(title, { ...found.get(title), [kind]: JSON.parse(picture) as Picture });
  }
  return found;
}
