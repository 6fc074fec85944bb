import { type Kysely, sql as raw } from 'kysely';
import type { Sql } from '../../../engines/sql/index.ts';
import type { CatalogTables } from '../tables.ts';

type Tx = Kysely<CatalogTables>;

/** Revisions of a title rise, also where it comes back after it was removed: Unix milliseconds, or one more than before. */
export function nextRevision(before: number | undefined, now: number): number {
  return Math.max(now, (before ?? 0) + 1);
}

/** Says that the index has to be told of a title as it is now, or that it is gone. */
export async function noteChange(
  sql: Sql<CatalogTables>,
  tx: Tx,
  change: { readonly title: string; readonly revision: number },
): Promise<void> {
  await sql.upsert(tx, 'unindexed', { row: change, keys: ['title'] });
}

/** The same for titles that were changed beside the one that an event is about. */
export async function noteOthers(
  sql: Sql<CatalogTables>,
  tx: Tx,
  { titles, now }: { readonly titles: readonly string[]; readonly now: number },
): Promise<void> {
  // In one order, so that two who write each other's neighbours do not wait for one another.
  for (const title of [...titles].sort()) {
    const row = await sql.lock(tx, 'titles', { id: title });
    if (row === undefined) continue;
    const revision = nextRevision(Number(row.revision), now);
    await tx.updateTable('titles').set({ revision }).where('id', '=', title).execute();
    await noteChange(sql, tx, { title, revision });
  }
}

/** The oldest changes that the index has not been told of. */
export async function changesLeft({ db }: Sql<CatalogTables>, limit: number): Promise<readonly Change[]> {
  const rows = await db.selectFrom('unindexed').selectAll().orderBy('revision').limit(limit).execute();
  return rows.map(({ title, revision }) => ({ title, revision: Number(revision) }));
}

export interface Change {
  readonly title: string;
  readonly revision: number;
}

/** Forgets changes that the index has been told of. Where a title has changed since, that stays to be told. */
export async function forgetChanges({ db }: Sql<CatalogTables>, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const those = changes.map(({ title, revision }) => raw`(title = ${title} and revision = ${revision})`);
  await raw`delete from unindexed where ${raw.join(those, raw` or `)}`.execute(db);
}
