import type { Log } from '../engines/log/index.ts';
import type { AnyTables, Sql } from '../engines/sql/index.ts';
import { forgetEvents, pendingEvents, type StoredEvent } from '../engines/sql/ledger/outbox.ts';
import type { Logger } from '../host/index.ts';
import type { Clock } from '../kit/index.ts';

const batch = 100;
/** How often the outbox is looked at when nobody said that there is something in it: after a crash, say. */
const lookEveryMs = 2_000;
/** So often where others tell as well, who can wake nobody here. */
const contestedMs = 250;

export interface Relay {
  /** Says that something was told. */
  wake(): void;
  stop(): Promise<void>;
}

/**
 * Carries a service's outbox to the log: in order, at least once. What was appended is forgotten afterwards, so a
 * crash between the two tells it again with the same id.
 */
export interface RelayOptions {
  readonly log: Log;
  /** Whether other processes tell the same service's events. */
  readonly isContested?: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function startRelay(sql: Sql<AnyTables>, options: RelayOptions): Relay {
  const { log, isContested = () => false, clock, logger } = options;
  const stopping = new AbortController();
  let nudge = new AbortController();

  async function carry(): Promise<void> {
    while (!stopping.signal.aborted) {
      const events = await pendingEvents(sql, batch);
      if (events.length === 0) return;
      for (const run of runsOfTopic(events)) {
        await log.append(
          run.topic,
          run.events.map(({ id, type, key, at, payload }) => ({
            key,
            value: JSON.stringify({ id, type, key, at, payload }),
            // Each event tells all that the one before it of the same type did; a removal all that was told at all.
            kind: type,
            ends: type.endsWith('.removed'),
          })),
        );
        await forgetEvents(
          sql,
          run.events.map(({ id }) => id),
        );
      }
    }
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      nudge = new AbortController();
      try {
        await carry();
      } catch (error) {
        logger.warn('The outbox could not be carried to the log; trying again.', { error });
      }
      const ms = isContested() ? contestedMs : lookEveryMs;
      await clock.sleep(ms, AbortSignal.any([stopping.signal, nudge.signal])).catch(() => undefined);
    }
  }

  const running = loop();
  return {
    wake: () => nudge.abort(),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function runsOfTopic(events: readonly StoredEvent[]): readonly { topic: string; events: StoredEvent[] }[] {
  const runs: { topic: string; events: StoredEvent[] }[] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last?.topic === event.topic) last.events.push(event);
    else runs.push({ topic: event.topic, events: [event] });
  }
  return runs;
}
