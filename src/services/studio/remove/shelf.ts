import { type RemovedTitle, replacedVersionLife } from '../../../contracts/index.ts';
import { isoTime } from '../../../kit/index.ts';
import { artworkOf } from '../art/artwork-of.ts';
import type { Studio, Tx } from '../studio.ts';
import { noteTrouble } from '../work/troubles.ts';
import { thoseAddedAgain } from './restore-title.ts';

/** What was removed and can still be brought back, the last removed first. */
export async function showRemoved({ sql, clock }: Studio, limit: number): Promise<RemovedTitle[]> {
  const { db } = sql;
  const rows = await db
    .selectFrom('titles')
    .select(['id', 'name', 'source_hash', 'duration_seconds', 'removed_at', 'purge_at'])
    .where('state', '=', 'removed')
    .where('purge_at', '>', clock.now())
    .orderBy('removed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  const ids = rows.map(({ id }) => id);
  const artwork = await artworkOf(db, ids);
  const bytes = await bytesOf(db, ids);
  const again = await thoseAddedAgain(
    db,
    rows.map(({ source_hash }) => source_hash),
  );
  return rows.map(({ id, name, source_hash, duration_seconds, removed_at, purge_at }) => {
    const picture = artwork.get(id);
    return {
      id,
      name,
      removedAt: isoTime(Number(removed_at)),
      goesAt: isoTime(Number(purge_at)),
      ...(duration_seconds === null ? {} : { durationSeconds: duration_seconds }),
      bytes: bytes.get(id) ?? 0,
      ...(picture === undefined ? {} : { artwork: picture }),
      ...(again.has(source_hash) ? { why: 'The same film has been added again.' } : {}),
    };
  });
}

async function bytesOf(db: Tx, titles: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (titles.length === 0) return new Map();
  const rows = await db
    .selectFrom('files')
    .select(['title', ({ fn }) => fn.sum<number>('bytes').as('bytes')])
    .where('title', 'in', titles)
    .where('state', '=', 'kept')
    .groupBy('title')
    .execute();
  return new Map(rows.map(({ title, bytes }) => [title ?? '', Number(bytes)]));
}

/**
 * Gives the room of the title that was removed first to those that are there: its files go at the next sweep. Only what
 * no signed address can still ask for. True where there was one.
 */
export async function clearShelf(studio: Studio): Promise<boolean> {
  const { sql, clock, config, logger } = studio;
  const now = clock.now();
  return sql.transaction(async (tx) => {
    const oldest = await tx
      .selectFrom('titles')
      .select(['id', 'name'])
      .where('state', '=', 'removed')
      .where('purge_at', '>', now)
      .where('removed_at', '<=', now - replacedVersionLife(config.urlTtlSeconds) * 1000)
      .orderBy('removed_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (oldest === undefined) return false;
    const { id, name } = oldest;
    const { numUpdatedRows } = await tx
      .updateTable('titles')
      .set({ purge_at: now })
      .where('id', '=', id)
      .where('state', '=', 'removed')
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return false;
    logger.info('the disk needs the room of a removed title', { title: id });
    const sentence = `The disk is nearly full, so “${name}” can no longer be brought back: it was removed before any other.`;
    await noteTrouble(studio, tx, { code: 'studio.shelf-cleared', sentence });
    return true;
  });
}
