import type { EventKind, Following } from '../../contracts/index.ts';
import type { Log, Membership, Owned } from '../../engines/log/index.ts';
import type { Logger } from '../../host/index.ts';
import { type Clock, isoTime, sentenceOf } from '../../kit/index.ts';
import type { Keeping, ReadRecord } from './keeping.ts';
import { followPartition, type Trouble } from './partition.ts';
import { readEvent, typeIn } from './read-event.ts';
import { declareTopic } from './topics.ts';

/** What lasts for so many attempts is said. */
const saidAfter = 3;
/** A member that could not claim for so many times may have lost what it owned. */
const leaseClaims = 3;

export interface Follower extends Following {
  readonly topic: string;
  stop(): Promise<void>;
}

export interface FollowerOptions {
  /** Who follows: the processes of one service share this name, and the partitions. */
  readonly reader: string;
  readonly kinds: readonly EventKind[];
  readonly log: Log;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Worker {
  readonly owned: Owned;
  readonly end: AbortController;
  readonly done: Promise<void>;
}

/** Follows a topic: takes part in reading it, and follows each partition that is owned here. See `Follow`. */
export function startFollower(options: FollowerOptions, keep: (topic: string, read: ReadRecord) => Keeping): Follower {
  const { reader, kinds, log, clock, logger } = options;
  const topic = topicOf(kinds);
  const keeping = keep(topic, (record) => readEvent(kinds, record));
  const stopping = new AbortController();
  const workers = new Map<number, Worker>();
  /** By partition; -1 is the topic itself. */
  const troubles = new Map<number, Trouble>();
  let dead = 0;
  let membership: Membership | undefined;

  async function join(): Promise<Membership> {
    await declareTopic(log, topic);
    await count();
    return log.join(topic, reader);
  }

  async function attend(): Promise<void> {
    let claimedAt = clock.monotonic();
    for (let attempts = 1; !stopping.signal.aborted; attempts += 1) {
      try {
        membership ??= await join();
        const owned = await membership.claim();
        claimedAt = clock.monotonic();
        attempts = 0;
        troubles.delete(-1);
        await employ(membership, owned);
      } catch (error) {
        troubles.set(-1, { attempts, error });
        logger.warn('A topic cannot be followed; trying again', { topic, attempts, error });
        if (membership !== undefined && clock.monotonic() - claimedAt > leaseClaims * membership.claimEveryMs)
          await employ(membership, []);
      }
      await clock.sleep(membership?.claimEveryMs ?? 1_000, stopping.signal).catch(() => undefined);
    }
  }

  /** One worker for each partition and epoch that is owned. Who lost one ends before another begins with it. */
  async function employ(member: Membership, owned: readonly Owned[]): Promise<void> {
    for (const [partition, worker] of workers) {
      if (owned.some((each) => each.partition === partition && each.epoch === worker.owned.epoch)) continue;
      worker.end.abort();
      workers.delete(partition);
      troubles.delete(partition);
      await worker.done;
    }
    for (const each of owned) if (!workers.has(each.partition)) workers.set(each.partition, begin(member, each));
  }

  function begin(member: Membership, owned: Owned): Worker {
    const end = new AbortController();
    const { partition } = owned;
    const hold = { membership: member, owned, signal: end.signal };
    const done = followPartition(hold, {
      ...{ topic, log, keeping, clock, logger },
      onTrouble: (trouble) => (trouble === undefined ? troubles.delete(partition) : troubles.set(partition, trouble)),
      onTaken: count,
    });
    return { owned, end, done };
  }

  async function count(): Promise<void> {
    dead = await keeping.countLetters();
  }

  const attending = attend();
  return {
    topic,
    trouble() {
      const stuck = [...troubles.values()].find(({ attempts }) => attempts >= saidAfter);
      const sentences = [
        ...(stuck === undefined ? [] : [`What is told of ${topic} cannot be taken in: ${sentenceOf(stuck.error)}`]),
        ...(dead === 0 ? [] : [`${dead} of the events of ${topic} could not be applied: see "bijou dead-letters".`]),
      ];
      return sentences.length === 0 ? undefined : sentences.join(' ');
    },
    async deadLetters(limit) {
      return (await keeping.letters(limit)).map(({ key, value, code, sentence, at }) => ({
        ...{ topic, key, type: typeIn(value), at: isoTime(at), code: code === '' ? undefined : code, sentence },
      }));
    },
    async retryDeadLetters() {
      let applied = 0;
      const stuck = new Set<string>();
      for (const letter of await keeping.letters(Number.MAX_SAFE_INTEGER)) {
        if (stuck.has(letter.key)) continue;
        try {
          if (await keeping.retry(letter)) applied += 1;
        } catch (error) {
          stuck.add(letter.key);
          const { key, place } = letter;
          logger.warn('A dead letter still cannot be applied', { topic, key, place, error });
        }
      }
      await count();
      return { applied, left: dead };
    },
    async stop() {
      stopping.abort();
      await attending;
      for (const { end } of workers.values()) end.abort();
      await Promise.all([...workers.values()].map(({ done }) => done));
      await membership?.leave().catch((error: unknown) => logger.debug('A reader could not leave', { topic, error }));
    },
  };
}

function topicOf(kinds: readonly EventKind[]): string {
  const [topic, ...others] = new Set(kinds.map((kind) => kind.topic));
  if (topic === undefined || others.length > 0) throw new TypeError('What is followed is of one topic');
  return topic;
}
