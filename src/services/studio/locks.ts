import { studioErrors } from './errors.ts';
import type { StudioDeps } from './studio.ts';

export interface HeldLock {
  release(): Promise<void>;
}

export interface LockWish {
  readonly waitMs: number;
  readonly signal: AbortSignal;
  /** Called once when somebody else wants it. */
  letGo?(): void;
}

/**
 * Locks that hold between processes: a row with owner and expiry, kept alive while held. Whoever wants one asks its
 * holder to let go; a holder that has died loses it by time.
 */
export interface Locks {
  /** Errors: `studio.busy` after `waitMs`, the signal's reason. */
  acquire(name: string, wish: LockWish): Promise<HeldLock>;
}

const lifeMs = 10_000;
const pollMs = 100;

export function sqlLocks(studio: Pick<StudioDeps, 'sql' | 'clock' | 'makeId' | 'logger'>): Locks {
  const { sql, clock, makeId, logger } = studio;
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
    const now = clock.now();
    return sql.transaction(async (tx) => {
      // One that would last longer than any can was taken before the clock was set back.
      await tx
        .deleteFrom('locks')
        .where('name', '=', name)
        .where((eb) => eb.or([eb('expires_at', '<=', now), eb('expires_at', '>', now + 2 * lifeMs)]))
        .execute();
      const row = { name, owner, expires_at: now + lifeMs, wanted: 0 };
      if (await sql.insertOnce(tx, 'locks', { row, keys: ['name'] })) return true;
      await tx.updateTable('locks').set({ wanted: 1 }).where('name', '=', name).where('wanted', '=', 0).execute();
      return false;
    });
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
        .set({ expires_at: clock.now() + lifeMs })
        .where('name', '=', name)
        .where('owner', '=', owner)
        .executeTakeFirstOrThrow();
      const row = await sql.db.selectFrom('locks').select('wanted').where('name', '=', name).executeTakeFirst();
      if (mine.numUpdatedRows === 0n || row?.wanted === 1) ask();
    }

    return {
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
