import type { StudioDeps, Tx } from '../studio.ts';
import type { JournalRow } from './look-back.ts';

/**
 * The number of a change that is being made, given by the database: no row is waited for. A larger one may be seen before
 * it: see look-back.ts.
 */
async function nextRevision(tx: Tx, title: string): Promise<number> {
  const made = await tx.insertInto('title_changes').values({ title }).executeTakeFirstOrThrow();
  return Number(made.insertId);
}

/**
 * Marks a title as changed, in the transaction that changes it or its jobs; the jobs' own rows take the revision that
 * comes back. `wall` where it has other jobs than before.
 */
export async function touchTitle(tx: Tx, title: string, { wall = false } = {}): Promise<number> {
  const changed = await nextRevision(tx, title);
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
  const house = db.selectFrom('revisions').select('epoch').where('name', '=', 'changes');
  const newest = db.selectFrom('title_changes').select(({ fn }) => fn.max('number').as('number'));
  const [{ epoch }, row] = await Promise.all([house.executeTakeFirstOrThrow(), newest.executeTakeFirst()]);
  return { epoch, revision: Number(row?.number ?? 0) };
}

/** The journal after a number. */
export async function journalAfter(db: Tx, after: number): Promise<readonly JournalRow[]> {
  const rows = await db.selectFrom('title_changes').selectAll().where('number', '>', after).execute();
  return rows.map(({ number, title }) => ({ number: Number(number), title }));
}

/** Many times what is looked back over; the newest row stands, so that the next number is larger. */
const kept = 50_000;

/** Drops what nobody looks back to any more. */
export async function forgetChanges(db: Tx): Promise<void> {
  const { revision } = await currentPosition(db);
  await db
    .deleteFrom('title_changes')
    .where('number', '<', revision - kept)
    .execute();
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
