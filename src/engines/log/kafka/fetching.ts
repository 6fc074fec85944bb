import { fetchV12 } from '@platformatic/kafka';
import type { Clock } from '../../../kit/index.ts';
import type { Cluster } from './cluster.ts';
import { check, KafkaFailure } from './failure.ts';
import type { KafkaOptions } from './options.ts';
import type { Broker } from './wire.ts';

type FetchResponsePartition = fetchV12.FetchResponsePartition;

export interface FetchWish {
  readonly name: string;
  readonly partition: number;
  readonly from: number;
  /** How long the broker may wait for records; it may answer earlier. */
  readonly waitMs: number;
}

export interface Fetching {
  /** What lies there, committed; perhaps nothing. Errors: `KafkaFailure`. */
  fetch(wish: FetchWish): Promise<FetchResponsePartition>;
}

interface Waiting extends FetchWish {
  readonly done: (partition: FetchResponsePartition) => void;
  readonly failed: (error: unknown) => void;
}

const mostPartitionBytes = 1_048_576;
const mostBytes = 16 * mostPartitionBytes;
const longestWaitMs = 5_000;
const committed = 1;

/**
 * All who wait for records of one broker ask in one request. Who comes while that waits is not kept waiting for it: there
 * are several lanes, and who is told that there is nothing joins the others.
 */
export function openFetching(
  cluster: Cluster,
  { clock, requestTimeoutMs }: { readonly clock: Clock } & Pick<KafkaOptions, 'requestTimeoutMs'>,
): Fetching {
  const waiting = new Map<string, Waiting[]>();
  const busy = new Map<string, Set<number>>();
  const mostWaitMs = Math.min(longestWaitMs, Math.floor(requestTimeoutMs / 2));

  async function gather(broker: Broker, wish: FetchWish): Promise<FetchResponsePartition> {
    const isPatient = wish.waitMs > 0;
    const place = `${broker.host}:${broker.port} ${isPatient}`;
    const others = waiting.get(place);
    const { promise, resolve: done, reject: failed } = Promise.withResolvers<FetchResponsePartition>();
    if (others === undefined) {
      waiting.set(place, [{ ...wish, done, failed }]);
      // So that whoever was told at the same time asks at the same time.
      await clock.sleep(0);
      const all = waiting.get(place) ?? [];
      waiting.delete(place);
      void send(broker, all);
    } else others.push({ ...wish, done, failed });
    return promise;
  }

  async function send(broker: Broker, all: readonly Waiting[]): Promise<void> {
    const [wishes, others] = apart(all);
    if (others.length > 0) void send(broker, others);
    const place = `${broker.host}:${broker.port}`;
    const lanes = busy.get(place) ?? new Set();
    busy.set(place, lanes);
    let lane = 0;
    while (lanes.has(lane)) lane += 1;
    lanes.add(lane);
    try {
      const waitMs = Math.min(mostWaitMs, ...wishes.map((wish) => wish.waitMs));
      const topics = [...Map.groupBy(wishes, ({ name }) => name)].map(([topicId, some]) => ({
        topicId,
        partitions: some.map(({ partition, from }) => ({
          ...{ partition, fetchOffset: BigInt(from), partitionMaxBytes: mostPartitionBytes },
          ...{ currentLeaderEpoch: -1, lastFetchedEpoch: -1 },
        })),
      }));
      const request = [waitMs, 1, mostBytes, committed, 0, -1, topics, [], ''] as const;
      const answer = await cluster.ask(broker, fetchV12.api, [...request] as never, `fetch ${lane}`);
      check(answer.errorCode, 'fetching');
      for (const wish of wishes) settle(wish, answer.responses);
    } catch (error) {
      for (const { failed } of wishes) failed(error);
    } finally {
      lanes.delete(lane);
    }
  }

  return {
    async fetch(wish) {
      return cluster.routed(async () => {
        const found = await gather(await cluster.leaderOf(wish.name, wish.partition), wish);
        check(found.errorCode, wish.name);
        return found;
      });
    },
  };
}

/** A request has one place in each partition: readers of one that are at several places ask apart. */
function apart(wishes: readonly Waiting[]): readonly [together: readonly Waiting[], others: readonly Waiting[]] {
  const seen = new Set<string>();
  const isFirst = wishes.map(({ name, partition }) => seen.size < seen.add(`${name} ${partition}`).size);
  return [wishes.filter((_, index) => isFirst[index]), wishes.filter((_, index) => !isFirst[index])];
}

function settle(
  { name, partition, done, failed }: Waiting,
  responses: readonly { readonly topicId: string; readonly partitions: readonly FetchResponsePartition[] }[],
): void {
  const topic = responses.find(({ topicId }) => topicId === name);
  const found = topic?.partitions.find(({ partitionIndex }) => partitionIndex === partition);
  if (found === undefined) failed(new KafkaFailure('OFFSET_NOT_AVAILABLE', `nothing is said of ${name}`));
  else done(found);
}
