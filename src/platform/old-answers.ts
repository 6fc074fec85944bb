import type { AnyTables, Sql } from '../engines/sql/index.ts';
import { forgetOldAnswers } from '../engines/sql/ledger/answers.ts';
import type { Logger } from '../host/index.ts';
import type { Clock } from '../kit/index.ts';

const keepMs = 24 * 3_600_000;
const sweepEveryMs = 3_600_000;

/** Forgets answers kept for idempotency tokens once a day has passed, so that the table stays short. */
export function keepAnswersShort(sql: Sql<AnyTables>, { clock, logger }: { clock: Clock; logger: Logger }) {
  const stopping = new AbortController();

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      await forgetOldAnswers(sql, clock.now() - keepMs).catch((error: unknown) =>
        logger.warn('Old answers could not be forgotten; trying again in an hour.', { error }),
      );
      await clock.sleep(sweepEveryMs, stopping.signal).catch(() => undefined);
    }
  }

  const running = loop();
  return {
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
}
