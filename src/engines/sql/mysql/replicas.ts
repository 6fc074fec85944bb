import type { CompiledQuery } from 'kysely';
import type { Clock } from '../../../kit/index.ts';
import { hasCode } from '../../../kit/index.ts';
import type { MysqlOptions } from './options.ts';
import { type Lent, openPool, type Pool } from './pool.ts';
import type { Answer } from './session.ts';

/** So often a replica is asked how far it is behind; so long one that failed is let alone. */
const lookEveryMs = 2_000;
const restMs = 5_000;

interface Replica {
  readonly pool: Pool;
  /** By the monotonic clock. */
  lookedAt: number;
  restsUntil: number;
}

export interface ReplicasOptions {
  readonly options: MysqlOptions;
  readonly clock: Clock;
  readonly database: string;
  readonly run: (lent: Lent, query: CompiledQuery) => Promise<Answer>;
  readonly toWriter: (query: CompiledQuery) => Promise<Answer>;
}

export interface Replicas {
  run(query: CompiledQuery): Promise<Answer>;
  close(): Promise<void>;
}

/** Asks the replicas in turn; the writer, where none answers or all lag too far. */
export function openReplicas({ options, clock, database, run, toWriter }: ReplicasOptions): Replicas {
  const replicas = options.replicas.map(
    (at): Replica => ({
      pool: openPool({ at, options, clock, database }),
      lookedAt: Number.NEGATIVE_INFINITY,
      restsUntil: Number.NEGATIVE_INFINITY,
    }),
  );
  let turn = 0;

  async function ask(replica: Replica, query: CompiledQuery): Promise<Answer | undefined> {
    return replica.pool.use(async (lent) => {
      const now = clock.monotonic();
      if (replica.lookedAt < now - lookEveryMs) {
        replica.lookedAt = now;
        const lag = await lagOf(lent);
        if (lag > options.mostLagMs) {
          replica.restsUntil = now + restMs;
          return undefined;
        }
      }
      return run(lent, query);
    });
  }

  return {
    async run(query) {
      turn += 1;
      for (let n = 0; n < replicas.length; n += 1) {
        const replica = replicas[(turn + n) % replicas.length];
        if (replica === undefined || replica.restsUntil > clock.monotonic()) continue;
        try {
          const answer = await ask(replica, query);
          if (answer !== undefined) return answer;
        } catch (error) {
          // One that is younger than a table, or a migration, does not know it yet.
          if (!['sql.unavailable', 'sql.refused', 'sql.failed', 'sql.conflict'].some((code) => hasCode(error, code)))
            throw error;
          replica.restsUntil = clock.monotonic() + restMs;
        }
      }
      return toWriter(query);
    },
    async close() {
      await Promise.all(replicas.map(({ pool }) => pool.close()));
    },
  };
}

/**
 * How far a server is behind the one that it copies, in milliseconds; without end where it does not copy, 0 where it copies
 * nobody or may not be asked: then `bijou doctor` says so.
 */
export async function lagOf({ session }: Pick<Lent, 'session'>): Promise<number> {
  try {
    const { rows } = await session.run({ sql: 'show replica status' });
    const [status] = rows;
    if (status === undefined) return 0;
    const seconds = status.Seconds_Behind_Source ?? status.Seconds_Behind_Master;
    return seconds === null || seconds === undefined ? Number.POSITIVE_INFINITY : Number(seconds) * 1000;
  } catch (error) {
    if (hasCode(error, 'sql.refused')) return 0;
    throw error;
  }
}
