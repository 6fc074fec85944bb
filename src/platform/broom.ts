import type { Log } from '../engines/log/index.ts';
import type { AnyTables, Sql } from '../engines/sql/index.ts';
import { forgetOldAnswers } from '../engines/sql/ledger/answers.ts';
import { forgetSeenEvents } from '../engines/sql/ledger/positions.ts';
import { type Logger, startLoop } from '../host/index.ts';
import type { Clock } from '../kit/index.ts';

const dayMs = 24 * 3_600_000;
const sweepEveryMs = 3_600_000;
/** An event is told again within seconds of its relay's start. */
const seenMs = 7 * dayMs;

export interface Broom {
  stop(): Promise<void>;
}

export interface BroomOptions {
  /** Undefined for a service without tables. */
  readonly sql?: Sql<AnyTables>;
  readonly log: Log;
  /** Topics that this service follows. */
  readonly topics: () => readonly string[];
  readonly clock: Clock;
  readonly logger: Logger;
}

type Work = readonly [what: string, work: () => Promise<unknown>];

/**
 * Keeps short what would grow for ever: answers kept for idempotency tokens (a day), ids of events that took effect, and
 * what the log need not know any more.
 */
export function startBroom({ sql, log, topics, clock, logger }: BroomOptions): Broom {
  const stopping = new AbortController();
  const works: readonly Work[] = [
    ...(sql === undefined ? [] : ownWorks(sql, clock)),
    ['log', () => Promise.all(topics().map((topic) => log.sweep(topic)))],
  ];

  async function sweep(): Promise<void> {
    // One that fails keeps no other from being done.
    for (const [what, work] of works)
      await work().catch((error: unknown) =>
        logger.warn('Old things were not swept; trying again later', { what, error }),
      );
  }

  const { signal } = stopping;
  const loop = startLoop(sweep, { clock, logger, signal, everyMs: sweepEveryMs, name: 'broom' });
  return {
    async stop() {
      stopping.abort();
      await loop.ended;
    },
  };
}

function ownWorks(sql: Sql<AnyTables>, clock: Clock): readonly Work[] {
  return [
    ['answers', () => forgetOldAnswers(sql, clock.now() - dayMs)],
    ['seen events', () => forgetSeenEvents(sql, seenMs)],
  ];
}
