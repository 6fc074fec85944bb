import type { StudioDeps, Tx } from './deps.ts';
import { studioErrors } from './errors.ts';
import { openStillness } from './stillness.ts';

export interface HeldLock {
  /**
   * Refuses a holder that was taken for dead, in the transaction of what it writes: whoever has the lock now may have
   * written already. Errors: `studio.busy`.
   */
  check(tx: Tx): Promise<void>;
  release(): Promise<void>;
}

export interface LockWish {
  readonly waitMs: number;
  readonly signal: AbortSignal;
  /** Called once when somebody else wants it. */
  letGo?(): void;
}

/**
 * Locks that hold between processes: a row that its holder keeps moving. Whoever wants one asks its holder to let go; a
 * holder whose row has stood still for `lifeMs`, by the clock of the one who wants it, is dead. The holder's own clock does
 * not matter.
 */
export interface Locks {
  /** Errors: `studio.busy` after `waitMs`, the signal's reason. */
  acquire(name: string, wish: LockWish): Promise<HeldLock>;
}

const lifeMs = 10_000;
const pollMs = 100;

export function sqlLocks(studio: Pick<StudioDeps, 'sql' | 'clock' | 'makeId' | 'logger'>): Locks {
  const { sql, clock, makeId, logger } = studio;
  const rows = openStillness(clock);
  /** Holders of this very process need not wait for their next look at the row. */
  const holders = new Map<string, () => void>();

  async function acquire(name: string, wish: LockWish): Promise<HeldLock> {
    const owner = makeId();
    const until = clock.monotonic() + wish.waitMs;
    for (;;) {
      wish.signal.throwIfAborted();
      if (await take(name, owner)) return hold(name, owner, wish);
      holders.get(name)?.();
      if (clock.monotonic() >= until) throw studioErrors.error('studio.busy', { name });
      await clock.sleep(pollMs, wish.signal);
    }
  }

  async function take(name: string, owner: string): Promise<boolean> {
    const taken = await sql.transaction(async (tx) => {
      const found = await tx.selectFrom('locks').selectAll().where('name', '=', name).executeTakeFirst();
      if (found !== undefined && rows.of(name, `${found.owner} ${found.expires_at}`) >= lifeMs)
        await tx.deleteFrom('locks').where('name', '=', name).execute();
      const row = { name, owner, expires_at: 0, wanted: 0 };
      if (await sql.insertOnce(tx, 'locks', { row, keys: ['name'] })) return true;
      await tx.updateTable('locks').set({ wanted: 1 }).where('name', '=', name).where('wanted', '=', 0).execute();
      return false;
    });
    if (taken) rows.forget(name);
    return taken;
  }

  function hold(name: string, owner: string, wish: LockWish): HeldLock {
    let asked = false;
    function ask(): void {
      if (asked) return;
      asked = true;
      wish.letGo?.();
    }
    holders.set(name, ask);
    const done = new AbortController();
    const renewing = renew();

    async function renew(): Promise<void> {
      for (;;) {
        try {
          await clock.sleep(lifeMs / 10, done.signal);
        } catch {
          return;
        }
        await beat().catch((error: unknown) => logger.warn('could not keep a lock alive', { name, error }));
      }
    }

    async function beat(): Promise<void> {
      const mine = await sql.db
        .updateTable('locks')
        .set(({ eb }) => ({ expires_at: eb('expires_at', '+', 1) }))
        .where('name', '=', name)
        .where('owner', '=', owner)
        .executeTakeFirstOrThrow();
      const row = await sql.db.selectFrom('locks').select('wanted').where('name', '=', name).executeTakeFirst();
      if (mine.numUpdatedRows === 0n || row?.wanted === 1) ask();
    }

    return {
      async check(tx) {
        const row = await sql.lock(tx, 'locks', { name });
        if (row?.owner !== owner) throw studioErrors.error('studio.busy', { name });
      },
      async release() {
        done.abort();
        await renewing;
        if (holders.get(name) === ask) holders.delete(name);
        await sql.db.deleteFrom('locks').where('name', '=', name).where('owner', '=', owner).execute();
      },
    };
  }

  return { acquire };
}
