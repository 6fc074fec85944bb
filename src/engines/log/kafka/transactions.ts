import {
  addOffsetsToTxnV3,
  addPartitionsToTxnV3,
  endTxnV3,
  initProducerIdV4,
  txnOffsetCommitV3,
} from '@platformatic/kafka';
import type { Clock } from '../../../kit/index.ts';
import type { Cluster } from './cluster.ts';
import { check, isFenced, isForgotten } from './failure.ts';
import { end, offsetOf } from './offsets.ts';
import type { KafkaOptions } from './options.ts';
import { type Producer, sendBatch } from './producing.ts';
import type { KafkaMessage } from './record.ts';

/**
 * Writes in transactions under a name. Whoever begins to write under that name fences all who did before, and undoes what they
 * had not brought to an end: brokers refuse what comes of them.
 */
export interface Writer {
  /** Errors: `KafkaFailure`; it must not be used any more after one. */
  append(batches: readonly WriterBatch[]): Promise<void>;
  mark(mark: {
    readonly group: string;
    readonly name: string;
    readonly partition: number;
    readonly next: number;
  }): Promise<void>;
}

export interface WriterBatch {
  readonly name: string;
  readonly partition: number;
  readonly messages: readonly KafkaMessage[];
}

export async function beginWriter(
  cluster: Cluster,
  transaction: string,
  { clock, options }: { readonly clock: Clock; readonly options: KafkaOptions },
): Promise<Writer> {
  const producer = await begin();
  const sequences = new Map<string, number>();
  const { id, epoch } = producer;

  /** Minus ones, so that brokers take whoever asks for the next owner of the name, not for one that wants to go on. */
  async function begin(): Promise<Producer> {
    const answer = await ask((broker) =>
      cluster.ask(broker, initProducerIdV4.api, [transaction, options.transactionTimeoutMs, -1n, -1]),
    );
    return { id: answer.producerId, epoch: answer.producerEpoch };
  }

  /** Asks the coordinator, which takes the same thing twice. */
  function ask<Answer extends { readonly errorCode: number }>(
    asking: (broker: { readonly host: string; readonly port: number }) => Promise<Answer>,
    of: 'transaction' | string = 'transaction',
  ): Promise<Answer> {
    const find = () =>
      of === 'transaction' ? cluster.coordinatorOf('transaction', transaction) : cluster.coordinatorOf('group', of);
    return cluster.routed(
      async () => {
        const answer = await asking(await find());
        check(answer.errorCode, transaction);
        return answer;
      },
      { uncertain: true, ms: options.appendTimeoutMs },
    );
  }

  async function commit(): Promise<void> {
    await ask((broker) => cluster.ask(broker, endTxnV3.api, [transaction, id, epoch, true]));
  }

  async function addPartitions(batches: readonly WriterBatch[]): Promise<void> {
    const topics = [...Map.groupBy(batches, ({ name }) => name)].map(([name, some]) => ({
      name,
      partitions: [...new Set(some.map(({ partition }) => partition))],
    }));
    const wish = { transactionalId: transaction, producerId: id, producerEpoch: epoch, verifyOnly: false, topics };
    await ask(async (broker) => {
      const { resultsByTransaction } = await cluster.ask(broker, addPartitionsToTxnV3.api, [[wish]]);
      const codes = resultsByTransaction.flatMap(({ topicResults }) =>
        topicResults.flatMap(({ resultsByPartition }) => resultsByPartition.map((each) => each.partitionErrorCode)),
      );
      // Where one is refused, others are said not to have been tried.
      return {
        errorCode: codes.find((code) => code !== 0 && code !== notAttempted) ?? codes.find((code) => code !== 0) ?? 0,
      };
    });
  }

  async function write({ name, partition, messages }: WriterBatch): Promise<number> {
    const place = `${name}:${partition}`;
    const sequence = sequences.get(place) ?? 0;
    const first = await sendBatch(cluster, { name, partition, messages, producer, sequence, transaction }, options);
    sequences.set(place, sequence + messages.length);
    return first + messages.length - 1;
  }

  /** A commit is answered before readers see it: who reads after this call shall find what it wrote. */
  async function seen({ name, partition }: WriterBatch, last: number): Promise<void> {
    const until = clock.monotonic() + options.transactionTimeoutMs;
    for (let ms = 1; clock.monotonic() < until; ms = Math.min(ms * 2, 100)) {
      if (((await offsetOf(cluster, { name, partition, at: end })) ?? 0) > last) return;
      await clock.sleep(ms);
    }
  }

  return {
    async append(batches) {
      await addPartitions(batches);
      const lasts = await Promise.all(batches.map(write));
      await commit();
      await Promise.all(batches.map((batch, index) => seen(batch, lasts[index] ?? -1)));
    },
    async mark({ group, name, partition, next }) {
      await ask((broker) => cluster.ask(broker, addOffsetsToTxnV3.api, [transaction, id, epoch, group]));
      const offsets = {
        partitionIndex: partition,
        committedOffset: BigInt(next),
        committedLeaderEpoch: -1,
        committedMetadata: '',
      };
      const topics = [{ name, partitions: [offsets] }];
      await ask(async (broker) => {
        const answer = await cluster.ask(broker, txnOffsetCommitV3.api, [
          transaction,
          group,
          id,
          epoch,
          -1,
          '',
          null,
          topics,
        ]);
        return { errorCode: answer.topics[0]?.partitions[0]?.errorCode ?? 0 };
      }, group);
      await commit();
    },
  };
}

const notAttempted = 55;

/** Whether another writes under the name now, or the brokers know nothing of it any more. */
export const isOver = (error: unknown) => isFenced(error) || isForgotten(error);
