import type { Kysely } from 'kysely';
import type { Log, StoredRecord } from '../engines/log/index.ts';
import type { FollowedEvent, Sql } from '../engines/sql/index.ts';
import { advance, firstTime, position } from '../engines/sql/ledger/positions.ts';
import type { Logger } from '../host/index.ts';
import type { Clock } from '../kit/index.ts';

const batch = 100;
const waitMs = 15_000;
const pauseAfterErrorMs = 1_000;

export interface Follower {
  stop(): Promise<void>;
}

export interface FollowerOptions<Tables> {
  readonly topic: string;
  readonly apply: (tx: Kysely<Tables>, event: FollowedEvent) => Promise<void>;
  readonly log: Log;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Reads a topic from where this service stood. Each event's effect, its id and the new position go down in one
 * transaction, so twice is once. An event that cannot be applied holds its partition and is tried again.
 */
export function startFollower<Tables>(sql: Sql<Tables>, options: FollowerOptions<Tables>): Follower {
  const { topic, log, clock, logger } = options;
  const stopping = new AbortController();

  async function applyOne(partition: number, record: StoredRecord): Promise<void> {
    const event: FollowedEvent = JSON.parse(record.value);
    await sql.transaction(async (tx) => {
      if (await firstTime(tx, event.id)) await options.apply(tx, event);
      await advance(tx, topic, partition, record.offset + 1);
    });
  }

  async function followPartition(partition: number): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const from = await position(sql, topic, partition);
        const records = await log.read(topic, { partition, from, limit: batch, waitMs, signal: stopping.signal });
        for (const record of records) {
          if (stopping.signal.aborted) return;
          await applyOne(partition, record);
        }
      } catch (error) {
        if (stopping.signal.aborted) return;
        logger.error('An event could not be applied; trying again.', { topic, partition, error });
        await clock.sleep(pauseAfterErrorMs, stopping.signal).catch(() => undefined);
      }
    }
  }

  async function followAll(): Promise<void> {
    const partitions = await log.partitions(topic);
    await Promise.all(Array.from({ length: partitions }, (_, partition) => followPartition(partition)));
  }

  const running = followAll().catch((error: unknown) => logger.error('A topic cannot be followed.', { topic, error }));
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
