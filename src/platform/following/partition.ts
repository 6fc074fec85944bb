import type { Log, Page, StoredRecord } from '../../engines/log/index.ts';
import type { Logger } from '../../host/index.ts';
import { BijouError, type Clock, hasCode, pauseAfter, sentenceOf } from '../../kit/index.ts';
import { isUnreadable } from './errors.ts';
import type { Hold, Keeping, Run } from './keeping.ts';

export interface PartitionOptions {
  readonly topic: string;
  readonly log: Log;
  readonly keeping: Keeping;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told of each failure, and with nothing once all is well. */
  readonly onTrouble: (trouble: Trouble | undefined) => void;
  /** Told when there may be more or fewer dead letters. */
  readonly onTaken: () => Promise<void>;
}

export interface Trouble {
  readonly attempts: number;
  readonly error: unknown;
}

const mostAtOnce = 100;
const waitMs = 15_000;
/** An event is given up after so many attempts: half a minute, by the pauses between them. */
const mostAttempts = 7;
const missed =
  'This reader was away for longer than its topic keeps, and goes on with what is there: what was told between is lost to it.';
const pauses = { firstMs: 500, longestMs: 30_000 };

/** Follows one partition for as long as it is owned. */
export async function followPartition(hold: Hold, options: PartitionOptions): Promise<void> {
  const { topic, log, keeping, clock, logger, onTrouble, onTaken } = options;
  const { owned, membership, signal } = hold;
  const { partition } = owned;
  /** Where the position was last kept, undefined where it must be asked for. */
  let kept: number | undefined;
  let next = 0;
  let attempts = 0;

  while (!signal.aborted) {
    try {
      if (kept === undefined) {
        kept = await keeping.position(hold);
        next = kept;
        if (kept !== owned.next) await membership.mark(owned, kept);
      }
      const page = await log.read(topic, { partition, from: next, limit: mostAtOnce, waitMs, signal });
      if (page.missed === true) logger.warn(missed, { topic, partition, from: next });
      if (page.records.length > 0) await takePage(page);
      next = page.next;
      settled();
    } catch (error) {
      if (signal.aborted || hasCode(error, 'log.not-owner')) return;
      kept = undefined;
      await failed(error);
    }
  }

  /** All in one; where that fails by an event, one by one. */
  async function takePage({ records, next: end }: Page): Promise<void> {
    try {
      await take({ records, next: end });
    } catch (error) {
      if (!isFault(error)) throw error;
      for (const record of records)
        await takeOne(record, { records: [record], next: record === records.at(-1) ? end : record.offset + 1 });
    }
    await onTaken();
  }

  /** What an owner that was called off meets is no event's fault either. */
  function isFault(error: unknown): boolean {
    return !signal.aborted && isEventsFault(error);
  }

  async function take(run: Run): Promise<void> {
    signal.throwIfAborted();
    await keeping.take(hold, kept ?? 0, run);
    kept = run.next;
  }

  async function takeOne(record: StoredRecord, run: Run): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await take(run);
        if (tries > 1) settled();
        return;
      } catch (error) {
        if (!isFault(error)) throw error;
        if (isUnreadable(error) || tries >= mostAttempts) return await giveUp(record, error);
        await failed(error);
      }
    }
  }

  async function giveUp({ offset, key, value }: StoredRecord, error: unknown): Promise<void> {
    const code = error instanceof BijouError ? error.code : 'server.fault';
    const letter = { partition, place: offset, key, value, code, sentence: sentenceOf(error), at: clock.now() };
    await keeping.bury(hold, kept ?? 0, letter);
    kept = offset + 1;
    logger.error('An event cannot be applied and is kept as a dead letter', { topic, partition, offset, key, error });
    settled();
  }

  async function failed(error: unknown): Promise<void> {
    attempts += 1;
    onTrouble({ attempts, error });
    logger.warn('Events could not be applied; trying again', { topic, partition, attempts, error });
    await clock.sleep(pauseAfter(attempts, pauses), signal).catch(() => undefined);
  }

  function settled(): void {
    attempts = 0;
    onTrouble(undefined);
  }
}

/** False for what passes or is mended beside the event: a database that is busy, a disk that is full. */
function isEventsFault(error: unknown): boolean {
  return !(error instanceof BijouError) || error.retry === 'never' || isUnreadable(error);
}
