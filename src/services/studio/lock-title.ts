import { studioErrors } from './errors.ts';
import type { Studio, Tx } from './studio.ts';
import type { TitleRow } from './tables.ts';

type Locking = Pick<Studio, 'sql'>;

/**
 * A title is one whole: its row, and all that belongs to it, from jobs to versions. Whoever changes any of that on the
 * strength of what it read of the title locks the row before its transaction reads anything: what it then reads stands
 * until it has written. Errors: `studio.no-such-title`, also of one that has been removed.
 */
export async function lockTitle(studio: Locking, tx: Tx, id: string): Promise<TitleRow> {
  const row = await lockIfThere(studio, tx, id);
  if (row === undefined) throw studioErrors.error('studio.no-such-title', { id });
  return row;
}

/** As `lockTitle`; undefined where there is none, or it has been removed. */
export async function lockIfThere({ sql }: Locking, tx: Tx, id: string): Promise<TitleRow | undefined> {
  const row = await sql.lock(tx, 'titles', { id });
  return row?.state === 'removed' ? undefined : row;
}

/** As `lockTitle`, in the order of their ids: two who want the same titles do not wait for one another. */
export async function lockTitles(
  studio: Locking,
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TitleRow>> {
  const rows = new Map<string, TitleRow>();
  for (const id of [...new Set(ids)].sort()) rows.set(id, await lockTitle(studio, tx, id));
  return rows;
}
