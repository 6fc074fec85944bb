import type { Kysely } from 'kysely';
import type { Log, StoredRecord } from '../engines/log/index.ts';
import type { FollowedEvent, Following, Sql } from '../engines/sql/index.ts';
import { bury, countDeadLetters, deadLetters, isHeldUp, takeDeadLetter } from '../engines/sql/ledger/dead-letters.ts';
import { advance, firstTime, position } from '../engines/sql/ledger/positions.ts';
import type { DeadLetterRow } from '../engines/sql/ledger/tables.ts';
import type { Logger } from '../host/index.ts';
import { BijouError, type Clock, isoTime, sentenceOf } from '../kit/index.ts';

const batch = 100;
const waitMs = 15_000;
const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** An event is given up after so many attempts: half a minute, by the pauses between them. */
const mostAttempts = 7;
/** What lasts for so many attempts is said. */
const saidAfter = 3;

export interface Follower extends Following {
  stop(): Promise<void>;
}

export interface FollowerOptions<Tables> {
  /** Who follows: the log keeps what it has not read. */
  readonly reader: string;
  readonly topic: string;
  readonly apply: (tx: Kysely<Tables>, event: FollowedEvent) => Promise<void>;
  readonly log: Log;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Reads a topic from where this service stood. Each event's effect, its id and the new position go down in one
 * transaction, so twice is once. See `Follow` for events that cannot be applied. While it is the disk or the database
 * that fails, it is tried for ever: that is no event's fault.
 */
export function startFollower<Tables>(sql: Sql<Tables>, options: FollowerOptions<Tables>): Follower {
  const { reader, topic, log, clock, logger } = options;
  const stopping = new AbortController();
  /** What goes on failing, by partition; -1 is the topic itself. */
  const failing = new Map<number, { attempts: number; error: unknown }>();
  let dead = 0;

  async function applyOne(partition: number, { offset, key, value }: StoredRecord): Promise<void> {
    await sql.transaction(async (tx) => {
      await advance(tx, topic, partition, offset + 1);
      if (await isHeldUp(tx, topic, key)) {
        const sentence = 'An earlier event of the same key could not be applied; this one waits behind it.';
        await bury(tx, { topic, partition, place: offset, key, value, code: '', sentence, at: clock.now() });
        return;
      }
      await take(tx, value);
    });
  }

  async function take(tx: Kysely<Tables>, value: string): Promise<void> {
    const event: FollowedEvent = JSON.parse(value);
    if (await firstTime(tx, event.id)) await options.apply(tx, event);
  }

  async function giveUp(partition: number, { offset, key, value }: StoredRecord, error: unknown): Promise<void> {
    const code = error instanceof BijouError ? error.code : 'server.fault';
    const row = { topic, partition, place: offset, key, value, code, sentence: sentenceOf(error), at: clock.now() };
    await sql.transaction(async (tx) => {
      await advance(tx, topic, partition, offset + 1);
      await bury(tx, row);
    });
    logger.error('An event cannot be applied and is kept as a dead letter', { topic, partition, offset, key, error });
  }

  async function followPartition(partition: number): Promise<void> {
    let attempts = 0;
    let tried: StoredRecord | undefined;
    while (!stopping.signal.aborted) {
      try {
        const from = await position(sql, topic, partition);
        await log.mark(topic, { reader, partition, next: from });
        const records = await log.read(topic, { partition, from, limit: batch, waitMs, signal: stopping.signal });
        for (const record of records) {
          if (stopping.signal.aborted) return;
          if (tried?.offset !== record.offset) attempts = 0;
          tried = record;
          await applyOne(partition, record);
        }
        failing.delete(partition);
        attempts = 0;
        await count();
      } catch (error) {
        if (stopping.signal.aborted) return;
        attempts += 1;
        const isEvents = tried !== undefined && isEventsFault(error);
        if (isEvents && attempts >= mostAttempts && tried !== undefined) {
          const poison = tried;
          const buried = await giveUp(partition, poison, error).then(
            () => true,
            () => false,
          );
          if (buried) {
            attempts = 0;
            continue;
          }
        }
        failing.set(partition, { attempts, error });
        logger.warn('An event could not be applied; trying again', { topic, partition, attempts, error });
        await pause(attempts);
      }
    }
  }

  function pause(attempts: number): Promise<void> {
    const ms = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempts - 1));
    return clock.sleep(ms, stopping.signal).catch(() => undefined);
  }

  async function count(): Promise<void> {
    dead = await countDeadLetters(sql, topic);
  }

  async function followAll(): Promise<void> {
    for (let attempts = 1; !stopping.signal.aborted; attempts += 1) {
      try {
        const partitions = await log.partitions(topic);
        failing.delete(-1);
        await Promise.all(Array.from({ length: partitions }, (_, partition) => followPartition(partition)));
        return;
      } catch (error) {
        failing.set(-1, { attempts, error });
        logger.error('A topic cannot be followed; trying again', { topic, attempts, error });
        await pause(attempts);
      }
    }
  }

  async function retry(letter: DeadLetterRow): Promise<boolean> {
    try {
      return await sql.transaction(async (tx) => {
        if (!(await takeDeadLetter(tx, letter))) return false;
        await take(tx, letter.value);
        return true;
      });
    } catch (error) {
      logger.warn('A dead letter still cannot be applied', { topic, key: letter.key, place: letter.place, error });
      throw error;
    }
  }

  const running = followAll();
  return {
    trouble() {
      const stuck = [...failing.values()].find(({ attempts }) => attempts >= saidAfter);
      const sentences = [
        ...(stuck === undefined ? [] : [`What is told of ${topic} cannot be taken in: ${sentenceOf(stuck.error)}`]),
        ...(dead === 0 ? [] : [`${dead} of the events of ${topic} could not be applied: see "bijou dead-letters".`]),
      ];
      return sentences.length === 0 ? undefined : sentences.join(' ');
    },
    async deadLetters(limit) {
      return (await deadLetters(sql, topic, limit)).map(({ key, value, code, sentence, at }) => ({
        ...{ topic, key, type: typeIn(value), at: isoTime(at), code: code === '' ? undefined : code, sentence },
      }));
    },
    async retryDeadLetters() {
      let applied = 0;
      const stuck = new Set<string>();
      for (const letter of await deadLetters(sql, topic, Number.MAX_SAFE_INTEGER)) {
        if (stuck.has(letter.key)) continue;
        const done = await retry(letter).catch(() => void stuck.add(letter.key));
        if (done === true) applied += 1;
      }
      await count();
      return { applied, left: dead };
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** False for what passes or is mended beside the event: a database that is busy, a disk that is full. */
function isEventsFault(error: unknown): boolean {
  return !(error instanceof BijouError) || error.retry === 'never';
}

function typeIn(value: string): string | undefined {
  try {
    return (JSON.parse(value) as FollowedEvent).type;
  } catch {
    return undefined;
  }
}
