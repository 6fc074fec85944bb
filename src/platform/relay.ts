import type { Log, LogRecord, Membership, Owned } from '../engines/log/index.ts';
import type { AnyTables, Sql } from '../engines/sql/index.ts';
import { forgetEvents, pendingEvents, type StoredEvent } from '../engines/sql/ledger/outbox.ts';
import { type Logger, startLoop } from '../host/index.ts';
import { type Clock, hasCode } from '../kit/index.ts';
import { declareTopic } from './following/topics.ts';

const batch = 100;
/** How often the outbox is looked at when nobody said that there is something in it: after a crash, say. */
const lookEveryMs = 2_000;
/** So often where others tell as well, who can wake nobody here. */
const contestedMs = 250;
const dayMs = 24 * 3_600_000;

export interface Relay {
  /** Says that something was told. */
  wake(): void;
  stop(): Promise<void>;
}

export interface RelayOptions {
  readonly service: string;
  readonly log: Log;
  /** Whether other processes tell the same service's events. */
  readonly isContested?: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Carries a service's outbox to the log: in order, at least once. What was appended is forgotten afterwards, so a
 * crash between the two tells it again with the same id.
 *
 * Of several processes of a service one carries, and it appends as the owner of a topic without records,
 * `outbox.<service>`: whoever was that before, and does not know yet, cannot put an old event behind a newer one of its key.
 */
export function startRelay(sql: Sql<AnyTables>, options: RelayOptions): Relay {
  const { service, log, isContested = () => false, clock, logger } = options;
  const stopping = new AbortController();
  const outbox = `outbox.${service}`;
  const declared = new Set<string>();
  let membership: Membership | undefined;

  async function join(): Promise<Membership> {
    await log.declare(outbox, { partitions: 1, keep: { what: 'recent', ms: dayMs } });
    return log.join(outbox, 'relay');
  }

  async function carry(member: Membership, owned: Owned): Promise<void> {
    while (!stopping.signal.aborted) {
      const events = await pendingEvents(sql, batch);
      if (events.length === 0) return;
      for (const run of runsOfTopic(events)) {
        if (!declared.has(run.topic)) await declareTopic(log, run.topic);
        declared.add(run.topic);
        await member.append(owned, run.topic, run.events.map(recordOf));
        await forgetEvents(
          sql,
          run.events.map(({ id }) => id),
        );
      }
    }
  }

  async function look(): Promise<void> {
    try {
      membership ??= await join();
      const [owned] = await membership.claim();
      if (owned !== undefined) await carry(membership, owned);
    } catch (error) {
      if (!hasCode(error, 'log.not-owner'))
        logger.warn('The outbox could not be carried to the log; trying again.', { error });
    }
  }

  const everyMs = (): number => (isContested() ? contestedMs : lookEveryMs);
  const loop = startLoop(look, { clock, logger, signal: stopping.signal, everyMs, name: 'relay' });
  return {
    wake: loop.now,
    async stop() {
      stopping.abort();
      await loop.ended;
      await membership?.leave().catch((error: unknown) => logger.debug('A relay could not leave', { error }));
    },
  };
}

function recordOf({ id, type, v, key, at, payload }: StoredEvent): LogRecord {
  return {
    key,
    value: JSON.stringify({ id, type, ...(v > 1 && { v }), key, at, payload }),
    // Each event tells all that the one before it of the same type did; a removal all that was told at all.
    kind: type,
    ...(type.endsWith('.removed') && { ends: 'key' }),
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
