import { titleChanged } from '../../../contracts/index.ts';
import { touchTitle } from '../changes/revision.ts';
import { metadataOf } from '../metadata/title-metadata.ts';
import type { Studio, Tx } from '../studio.ts';
import { artworkOf } from './artwork-of.ts';

/** Tells what is said of a title and how it looks, where it was told as encoded. Shows it to whoever looks at it. */
export async function tellChanged(studio: Studio, tx: Tx, id: string): Promise<void> {
  await touchTitle(tx, id);
  const title = await tx.selectFrom('titles').selectAll().where('id', '=', id).executeTakeFirst();
  if (title === undefined || title.version === null) return;
  const artwork = (await artworkOf(tx, [id])).get(id);
  const metadata = metadataOf(title);
  const payload = { id, name: title.name, metadata, ...(artwork === undefined ? {} : { artwork }) };
  await studio.tell(tx, { type: titleChanged.type, topic: titleChanged.topic, key: id, payload });
}
