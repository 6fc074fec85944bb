import { listOffsetsV7, offsetFetchV8 } from '@platformatic/kafka';
import type { Cluster } from './cluster.ts';
import { check, KafkaFailure } from './failure.ts';

/** Moments that stand for places. */
export const earliest = -2n;
export const end = -1n;

const committed = 1;

/**
 * From where on records are as young as `at`, or one of those places; undefined where none is. The end is behind all that
 * is committed: what is being written in a transaction lies there, and comes to light later.
 */
export async function offsetOf(
  cluster: Cluster,
  { name, partition, at }: { readonly name: string; readonly partition: number; readonly at: bigint },
): Promise<number | undefined> {
  return cluster.routed(
    async () => {
      const broker = await cluster.leaderOf(name, partition);
      const wish = { name, partitions: [{ partitionIndex: partition, currentLeaderEpoch: -1, timestamp: at }] };
      const { topics } = await cluster.ask(broker, listOffsetsV7.api, [-1, committed, [wish]]);
      const found = topics[0]?.partitions[0];
      if (found === undefined) throw new KafkaFailure('UNKNOWN_SERVER_ERROR', `nothing is said of ${name}`);
      check(found.errorCode, name);
      return found.offset < 0n ? undefined : Number(found.offset);
    },
    { uncertain: false },
  );
}

/** Where a reader has marked that it goes on, by partition; what is being marked just now is waited for. */
export async function marksOf(
  cluster: Cluster,
  {
    group,
    name,
    partitions,
  }: { readonly group: string; readonly name: string; readonly partitions: readonly number[] },
): Promise<ReadonlyMap<number, number>> {
  return cluster.routed(async () => {
    const broker = await cluster.coordinatorOf('group', group);
    const wish = {
      groupId: group,
      memberId: null,
      memberEpoch: -1,
      topics: [{ name, partitionIndexes: [...partitions] }],
    };
    const { groups } = await cluster.ask(broker, offsetFetchV8.api, [[wish], true]);
    const marks = new Map<number, number>();
    for (const { errorCode, topics } of groups) {
      check(errorCode, group);
      for (const { partitionIndex, committedOffset, errorCode: own } of topics[0]?.partitions ?? []) {
        check(own, group);
        if (committedOffset >= 0n) marks.set(partitionIndex, Number(committedOffset));
      }
    }
    return marks;
  });
}
