import { titleChanged, titleMetadata } from '../../../contracts/index.ts';
import { touchTitle } from '../changes/revision.ts';
import type { Studio, Tx } from '../studio.ts';
import { artworkOf } from './artwork-of.ts';

/** Tells what is said of a title and how it looks, where it was told as encoded. Shows it to whoever looks at it. */
export async function tellChanged(studio: Studio, tx: Tx, id: string): Promise<void> {
  await touchTitle(tx, id);
  const title = await tx.selectFrom('titles').select(['name', 'version']).where('id', '=', id).executeTakeFirst();
  if (title === undefined || title.version === null) return;
  const artwork = (await artworkOf(tx, [id])).get(id);
  const metadata = titleMetadata.parse({ name: title.name });
  const payload = { id, name: title.name, metadata, ...(artwork === undefined ? {} : { artwork }) };
  await studio.tell(tx, { type: titleChanged.type, topic: titleChanged.topic, key: id, payload });
}
