import { initProducerIdV4, NumericMap, produceV9 } from '@platformatic/kafka';
import type { Cluster } from './cluster.ts';
import { check, isCode, isForgotten, isUncertain, KafkaFailure } from './failure.ts';
import type { KafkaOptions } from './options.ts';
import { bytesOf, type KafkaMessage } from './record.ts';

/** By which brokers know who writes, and in which order. */
export interface Producer {
  readonly id: bigint;
  readonly epoch: number;
}

export interface Batch {
  readonly name: string;
  readonly partition: number;
  readonly messages: readonly KafkaMessage[];
  readonly producer: Producer;
  readonly sequence: number;
  /** Of the transaction that it is part of. */
  readonly transaction?: string;
}

/**
 * Writes a batch, and sends it again for as long as nobody knows whether it was written: the broker knows it by producer and
 * sequence and writes it once. Resolves to the offset of its first record.
 * Errors: `KafkaFailure`, uncertain where `appendTimeoutMs` were over.
 */
export async function sendBatch(cluster: Cluster, batch: Batch, { appendTimeoutMs }: KafkaOptions): Promise<number> {
  const { name, partition, messages, producer, sequence, transaction } = batch;
  let isDoubtful = false;
  const send = async () => {
    const broker = await cluster.leaderOf(name, partition);
    const records = messages.map((message) => ({ ...message, topic: name, partition }));
    const sequences = new NumericMap([[`${name}:${partition}`, sequence]]);
    const options = { producerId: producer.id, producerEpoch: producer.epoch, sequences, transactionalId: transaction };
    try {
      const answer = await cluster.ask(broker, produceV9.api, [
        -1,
        appendTimeoutMs,
        records as never,
        options as never,
      ]);
      const found = typeof answer === 'boolean' ? undefined : answer.responses[0]?.partitionResponses[0];
      if (found === undefined) throw new KafkaFailure(undefined, 'the answer says nothing of what was sent');
      check(found.errorCode, name);
      return Number(found.baseOffset);
    } catch (error) {
      // It was written by an earlier attempt, longer ago than the broker remembers where.
      if (isCode(error, 'DUPLICATE_SEQUENCE_NUMBER')) return -1;
      isDoubtful ||= isUncertain(error);
      throw error;
    }
  };
  try {
    return await cluster.routed(send, { uncertain: true, ms: appendTimeoutMs });
  } catch (error) {
    if (!isDoubtful || isUncertain(error)) throw error;
    throw new KafkaFailure(undefined, `${name} was being written to when its broker went`, { cause: error });
  }
}

/** A producer of no transaction, new to the cluster. */
export function newProducer(cluster: Cluster): Promise<Producer> {
  const ask = async () => {
    const answer = await cluster.ask(await cluster.anyBroker(), initProducerIdV4.api, [null, 0, -1n, -1]);
    check(answer.errorCode, 'a producer');
    return { id: answer.producerId, epoch: answer.producerEpoch };
  };
  return cluster.routed(ask, { uncertain: true });
}

/** Messages that are written together or not at all. */
export type Group = readonly KafkaMessage[];

export interface Lanes {
  /** In the order of calls for each partition. Resolves to the offset of the group's last message; -1 where it is not known. */
  append(name: string, partition: number, groups: readonly Group[]): Promise<number>;
}

/** A batch is about as large as brokers take unless they are told otherwise (`max.message.bytes`). */
const mostBytes = 900_000;

interface Waiting {
  readonly group: Group;
  readonly bytes: number;
  readonly done: (last: number) => void;
  readonly failed: (error: unknown) => void;
}

interface Lane {
  readonly waiting: Waiting[];
  wake(): void;
}

/** One batch at a time is on its way to a partition; what comes meanwhile goes together in the next. */
export function openLanes(cluster: Cluster, options: KafkaOptions): Lanes {
  const lanes = new Map<string, Lane>();
  let producer: Promise<Producer> | undefined;

  function producerNow(worn?: Producer): Promise<Producer> {
    if (producer !== undefined && worn === undefined) return producer;
    const made = newProducer(cluster);
    producer = made;
    made.catch(() => {
      if (producer === made) producer = undefined;
    });
    return made;
  }

  /** Sequences are of a producer and a partition. After a failure nobody knows where they are, so it takes another. */
  function openLane(name: string, partition: number): Lane {
    const waiting: Waiting[] = [];
    let own: Producer | undefined;
    let sequence = 0;
    let isBusy = false;

    async function send(messages: readonly KafkaMessage[], isAgain = false): Promise<number> {
      own ??= await producerNow();
      try {
        const first = await sendBatch(cluster, { name, partition, messages, producer: own, sequence }, options);
        sequence += messages.length;
        return first;
      } catch (error) {
        const worn = own;
        sequence = 0;
        own = undefined;
        own = await producerNow(worn);
        if (isForgotten(error) && !isAgain) return send(messages, true);
        throw error;
      }
    }

    async function work(): Promise<void> {
      isBusy = true;
      for (let taken = takeFrom(waiting); taken.length > 0; taken = takeFrom(waiting)) {
        try {
          let offset = await send(taken.flatMap(({ group }) => group));
          const isKnown = offset >= 0;
          for (const { group, done } of taken) {
            offset += group.length;
            done(isKnown ? offset - 1 : -1);
          }
        } catch (error) {
          for (const { failed } of taken) failed(error);
        }
      }
      isBusy = false;
    }

    return {
      waiting,
      wake() {
        if (!isBusy) void work();
      },
    };
  }

  return {
    async append(name, partition, groups) {
      const place = `${name}:${partition}`;
      const lane = lanes.get(place) ?? openLane(name, partition);
      lanes.set(place, lane);
      const all = groups.map(
        (group) =>
          new Promise<number>((done, failed) => {
            const bytes = group.reduce((sum, message) => sum + bytesOf(message), 0);
            lane.waiting.push({ group, bytes, done, failed });
          }),
      );
      lane.wake();
      const told = await Promise.allSettled(all);
      const failure = told.find((each) => each.status === 'rejected');
      if (failure !== undefined) throw failure.reason;
      return Math.max(-1, ...told.map((each) => (each.status === 'fulfilled' ? each.value : -1)));
    },
  };
}

function takeFrom(waiting: Waiting[]): readonly Waiting[] {
  let bytes = 0;
  let count = 0;
  for (const each of waiting) {
    bytes += each.bytes;
    if (count > 0 && bytes > mostBytes) break;
    count += 1;
  }
  return waiting.splice(0, count);
}
