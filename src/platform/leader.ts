import type { AnyTables, Sql } from '../engines/sql/index.ts';
import { answerLease, checkLease, type LeaseRow, releaseLease, takeLease } from '../engines/sql/ledger/leases.ts';
import type { Logger } from '../host/index.ts';
import type { Clock } from '../kit/index.ts';
import type { Term } from '../manifest/index.ts';

export interface LeaderTimes {
  /** A leader that lets a question stand for so long is dead. */
  readonly lifeMs: number;
  /** How often a leader looks whether it was asked. */
  readonly beatMs: number;
  /** How often the others look whether it is their turn. */
  readonly pollMs: number;
}

/** A leader that is killed is followed within about `lifeMs` + `pollMs`; a pause of the machine is no death. */
const usual: LeaderTimes = { lifeMs: 10_000, beatMs: 2_000, pollMs: 1_000 };
const againMs = 1_000;

export interface LeaderOptions {
  readonly name: string;
  /** Names this process. */
  readonly holder: string;
  /** Whether another is known to have ended, so that nobody need wait for it. */
  readonly isGone?: (holder: string) => boolean;
  readonly work: (term: Term) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly times?: LeaderTimes;
}

export interface Leader {
  /** Resolves once the work has ended and another may lead. */
  stop(): Promise<void>;
}

/** See `Lead`. A leader ends its work before anybody else can have taken it for dead, by its own clock. */
export function startLeader(store: Sql<AnyTables>, options: LeaderOptions): Leader {
  const { name, holder, isGone = () => false, work, clock, logger, times = usual } = options;
  const { lifeMs, beatMs, pollMs } = times;
  const stopping = new AbortController();

  /** Waits until this process leads; undefined where it stops first. */
  async function campaign(): Promise<{ row: LeaseRow; since: number } | undefined> {
    let watched: { row: LeaseRow; since: number } | undefined;
    while (!stopping.signal.aborted) {
      const began = clock.monotonic();
      const isDead = watched !== undefined && (began - watched.since >= lifeMs || isGone(watched.row.holder));
      try {
        const row = await takeLease(store, { name, holder, dead: isDead ? watched?.row : undefined });
        if (row.holder === holder) return { row, since: began };
        if (watched?.row.term !== row.term || watched.row.answered !== row.answered)
          watched = { row, since: clock.monotonic() };
        if (!isDead && isGone(row.holder)) continue;
      } catch (error) {
        logger.warn('It cannot be seen who leads; trying again', { name, error });
      }
      await clock.sleep(pollMs, stopping.signal).catch(() => undefined);
    }
    return undefined;
  }

  async function lead({ row, since }: { row: LeaseRow; since: number }): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, stopping.signal]);
    const key = { name, term: row.term };
    /** Until then nobody can have seen it silent for a whole life. A tenth is for the work to end in. */
    const validFrom = (from: number): number => from + lifeMs * 0.9;
    let validUntil = validFrom(since);
    let contestedAt = Number.NEGATIVE_INFINITY;
    let answered = row.answered;

    /** A look, or nothing where the database takes longer than the lease is good for. */
    async function look(): Promise<LeaseRow | undefined | 'unknown'> {
      const enough = new AbortController();
      const late = clock.sleep(Math.max(0, validUntil - clock.monotonic()), enough.signal).then(
        () => 'unknown' as const,
        () => 'unknown' as const,
      );
      const seen = answerLease(store, key).catch((error: unknown) => {
        logger.warn('A lease could not be looked after', { name, error });
        return 'unknown' as const;
      });
      return Promise.race([seen, late]).finally(() => enough.abort());
    }

    async function beat(): Promise<void> {
      while (!signal.aborted) {
        await clock.sleep(beatMs, signal).catch(() => undefined);
        if (signal.aborted) return;
        const began = clock.monotonic();
        const seen = await look();
        if (seen === undefined) over.abort(new Error(`Another process leads "${name}".`));
        else if (seen !== 'unknown') {
          validUntil = validFrom(began);
          if (seen.answered !== answered) contestedAt = began;
          answered = seen.answered;
        } else if (clock.monotonic() >= validUntil) over.abort(new Error(`The lease of "${name}" ran out.`));
      }
    }

    async function labour(): Promise<void> {
      const term: Term = {
        signal,
        get isContested() {
          return clock.monotonic() - contestedAt < lifeMs;
        },
        check: (tx) => checkLease(tx, { store, ...key }),
      };
      while (!signal.aborted) {
        await work(term).catch((error: unknown) => {
          if (!signal.aborted) logger.error('A leader’s work failed; it begins again', { name, error });
        });
        await clock.sleep(againMs, signal).catch(() => undefined);
      }
    }

    await Promise.all([beat(), labour()]);
    await releaseLease(store, key).catch((error: unknown) =>
      logger.warn('A lease could not be given back; it runs out', { name, error }),
    );
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const won = await campaign();
      if (won !== undefined) await lead(won);
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort(new Error('The service is stopping.'));
      await running;
    },
  };
}
