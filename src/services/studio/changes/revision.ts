import type { StudioDeps, Tx } from '../studio.ts';

/** The number of a change that is being made: each is larger than those that anybody can have seen. */
export async function nextRevision(tx: Tx): Promise<number> {
  await tx
    .updateTable('revisions')
    .set(({ eb }) => ({ value: eb('value', '+', 1) }))
    .where('name', '=', 'changes')
    .execute();
  const row = tx.selectFrom('revisions').select('value').where('name', '=', 'changes');
  return Number((await row.executeTakeFirstOrThrow()).value);
}

/**
 * Marks a title as changed, in the transaction that changes it or its jobs; the jobs' own rows take the revision that
 * comes back. `wall` where it has other jobs than before.
 */
export async function touchTitle(tx: Tx, title: string, { wall = false } = {}): Promise<number> {
  const changed = await nextRevision(tx);
  await tx
    .updateTable('titles')
    .set({ changed, ...(wall ? { wall_changed: changed } : {}) })
    .where('id', '=', title)
    .execute();
  return changed;
}

/** Tells these tables from those of another data folder at the same address. */
export async function nameEpoch(db: Tx, epoch: string): Promise<void> {
  await db.updateTable('revisions').set({ epoch }).where('name', '=', 'changes').where('epoch', '=', '').execute();
}

export interface Position {
  readonly epoch: string;
  readonly revision: number;
}

export async function currentPosition(db: Tx): Promise<Position> {
  const row = await db
    .selectFrom('revisions')
    .select(['epoch', 'value'])
    .where('name', '=', 'changes')
    .executeTakeFirstOrThrow();
  return { epoch: row.epoch, revision: Number(row.value) };
}

/** Drops word of old removals, and remembers up to which revision nothing is known of them any more. */
export async function forgetTombstones(sql: StudioDeps['sql'], before: number): Promise<void> {
  const old = sql.db.selectFrom('tombstones').select('title').where('at', '<', before).limit(1);
  if ((await old.executeTakeFirst()) === undefined) return;
  await sql.transaction(async (tx) => {
    const rows = await tx.selectFrom('tombstones').select('changed').where('at', '<', before).execute();
    // Somebody else has forgotten them.
    if (rows.length === 0) return;
    const value = Math.max(...rows.map(({ changed }) => Number(changed)));
    await sql.upsert(tx, 'revisions', { row: { name: 'forgotten', epoch: '', value }, keys: ['name'] });
    await tx.deleteFrom('tombstones').where('at', '<', before).execute();
  });
}
