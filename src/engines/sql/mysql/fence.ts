import { hasCode, systemClock } from '../../../kit/index.ts';
import { sqlErrors } from '../errors.ts';
import type { Lent } from './pool.ts';
import type { Session } from './session.ts';

/**
 * Galera certifies what a transaction wrote, not what it locked. So for as long as a name moves from one master to another,
 * somebody on the old one could go by a row that he has locked there, while somebody on the new one changes it; and both
 * be kept. The fence says which master is written to. Whoever begins to write to another one puts its name down, and that
 * is a change of rows which every transaction that locked something changes as well, just before its commit: it conflicts,
 * or finds another name there.
 */
const slots = 64;

export const fenceTable = 'ledger_fence';

/** Makes the fence where there is none. Names no master yet. */
export async function makeFence(session: Session): Promise<void> {
  await session.run({
    sql: `create table if not exists ${fenceTable} (
      slot int not null primary key, node varchar(255) not null, n bigint not null
    ) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin`,
  });
  const { rows } = await session.run({ sql: `select count(*) as count from ${fenceTable}` });
  if (rows[0]?.count === slots) return;
  const all = Array.from({ length: slots }, (_, slot) => `(${slot}, '', 0)`);
  await session.run({ sql: `insert ignore into ${fenceTable} values ${all.join()}` });
}

/** Puts down that this connection's master is written to from now on, unless that is known. */
export async function takeOver({ session, server }: Lent): Promise<void> {
  if (!server.isGalera) return;
  for (let tries = 1; ; tries += 1) {
    const { rows } = await session.run({
      sql: `select count(*) as count from ${fenceTable} where node = ?`,
      values: [server.node],
    });
    if (rows[0]?.count === slots) return;
    try {
      await session.run({
        sql: `update ${fenceTable} set node = ?, n = n + 1`,
        values: [server.node],
        moment: 'keeping',
      });
      return;
    } catch (error) {
      // Somebody takes over at the same time, or commits.
      if (!hasCode(error, 'sql.conflict') || tries === 20) throw error;
      await systemClock.sleep(tries * 5);
    }
  }
}

/**
 * In a transaction, just before its commit: makes it conflict with whoever takes over meanwhile. Connections have a slot
 * each, more or less, so that they do not wait for each other.
 * Errors: `sql.unavailable` where somebody has taken over.
 */
export async function pass({ session, server }: Lent, database: string): Promise<void> {
  if (!server.isGalera) return;
  const { affected } = await session.run({
    sql: `update ${fenceTable} set n = n + 1 where slot = ? and node = ?`,
    values: [session.id % slots, server.node],
  });
  if (affected === 0)
    throw sqlErrors.error('sql.unavailable', { database, why: `${server.node} is no longer written to` });
}
