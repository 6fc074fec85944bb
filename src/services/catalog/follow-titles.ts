import type { Kysely } from 'kysely';
import { type PayloadOf, titleEncoded, titleRemoved, versionRetired } from '../../contracts/index.ts';
import type { FollowedEvent, Sql } from '../../engines/sql/index.ts';
import type { CatalogTables } from './tables.ts';

type Tx = Kysely<CatalogTables>;

/** The effect of one event of the topic `titles`. Events of other types are none of the catalogue's business. */
export async function applyTitleEvent(sql: Sql<CatalogTables>, tx: Tx, event: FollowedEvent): Promise<void> {
  if (event.type === titleEncoded.type) {
    return takeVersion(sql, tx, { ...titleEncoded.payload.parse(event.payload), at: event.at });
  }
  if (event.type === titleRemoved.type) return dropTitle(tx, titleRemoved.payload.parse(event.payload).id);
  if (event.type === versionRetired.type) return dropVersion(tx, versionRetired.payload.parse(event.payload));
}

/** A new version becomes current; those before answer until they are retired. */
async function takeVersion(
  sql: Sql<CatalogTables>,
  tx: Tx,
  told: PayloadOf<typeof titleEncoded> & { readonly at: string },
): Promise<void> {
  const { id, name, presentation } = told;
  const { version, durationSeconds, video } = presentation;
  const before = await tx.selectFrom('titles').select('added_at').where('id', '=', id).executeTakeFirst();
  const added_at = before?.added_at ?? told.at;
  const row = {
    id,
    name,
    added_at,
    place: `${added_at} ${id}`,
    duration_seconds: durationSeconds,
    height: Math.max(0, ...video.map(({ height }) => height)),
    version,
  };
  await sql.upsert(tx, 'titles', { row, keys: ['id'] });
  const versionRow = { title: id, version, presentation: JSON.stringify(presentation) };
  await sql.upsert(tx, 'versions', { row: versionRow, keys: ['title', 'version'] });
}

async function dropTitle(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('titles').where('id', '=', id).execute();
  await tx.deleteFrom('versions').where('title', '=', id).execute();
}

async function dropVersion(tx: Tx, { id, version }: PayloadOf<typeof versionRetired>): Promise<void> {
  await tx.deleteFrom('versions').where('title', '=', id).where('version', '=', version).execute();
}
