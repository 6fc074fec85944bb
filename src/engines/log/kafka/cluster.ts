import { findCoordinatorV4, metadataV12 } from '@platformatic/kafka';
import { type Clock, pauseAfter } from '../../../kit/index.ts';
import { check, isMoved, isUncertain, KafkaFailure } from './failure.ts';
import type { KafkaOptions } from './options.ts';
import { type Broker, openWire, type Wire } from './wire.ts';

/** Which broker to ask for what. What is known of that is kept until somebody finds it wrong. */
export interface Cluster extends Wire {
  /** Undefined where there is no such topic. */
  partitionsOf(topic: string): Promise<number | undefined>;
  leaderOf(topic: string, partition: number): Promise<Broker>;
  coordinatorOf(kind: Coordinated, name: string): Promise<Broker>;
  /** Any that answers. */
  anyBroker(): Promise<Broker>;
  /** All of them, and which one they follow. */
  describe(): Promise<metadataV12.MetadataResponse>;
  /**
   * Does work that asks a broker, and again where that was the wrong one: the right one may be elected just now. With
   * `uncertain`, also where no answer came, which is for what may be done twice.
   */
  routed<Result>(
    work: () => Promise<Result>,
    how?: { readonly uncertain?: boolean; readonly ms?: number },
  ): Promise<Result>;
}

export type Coordinated = 'group' | 'transaction';

const pauses = { firstMs: 10, longestMs: 300 };
const coordinatorKinds = { group: 0, transaction: 1 } as const;

interface Leaders {
  readonly leaders: readonly number[];
}

export function openCluster(options: KafkaOptions, { clock }: { readonly clock: Clock }): Cluster {
  const wire = openWire(options);
  const known = new Map<number, Broker>();
  const topics = new Map<string, Promise<Leaders | undefined>>();
  const coordinators = new Map<string, Promise<Broker>>();
  /** Topics keep their number of partitions, whoever leads them. */
  const counts = new Map<string, number>();

  async function metadata(names: string[]): Promise<metadataV12.MetadataResponse> {
    const places = new Map([...options.brokers, ...known.values()].map((each) => [`${each.host}:${each.port}`, each]));
    let last: unknown;
    for (const broker of places.values()) {
      try {
        const answer = await wire.ask(broker, metadataV12.api, [names, false, false]);
        for (const { nodeId, host, port } of answer.brokers) known.set(nodeId, { host, port });
        return answer;
      } catch (error) {
        last = error;
        if (error instanceof KafkaFailure && error.code !== undefined) throw error;
      }
    }
    throw last;
  }

  async function look(name: string): Promise<Leaders | undefined> {
    const { topics: found } = await metadata([name]);
    const topic = found.find((each) => each.name === name);
    if (topic === undefined || topic.errorCode === 3) return undefined;
    check(topic.errorCode, name);
    const leaders: number[] = [];
    for (const { partitionIndex, leaderId } of topic.partitions) leaders[partitionIndex] = leaderId;
    counts.set(name, leaders.length);
    return { leaders };
  }

  const topicOf = (name: string) => remembered(topics, name, () => look(name));

  function forget(): void {
    topics.clear();
    coordinators.clear();
  }

  async function find(kind: Coordinated, name: string): Promise<Broker> {
    const answer = await wire.ask(await anyBroker(), findCoordinatorV4.api, [coordinatorKinds[kind], [name]]);
    const [found] = answer.coordinators;
    if (found === undefined) throw new KafkaFailure('COORDINATOR_NOT_AVAILABLE', `${name} has no coordinator`);
    check(found.errorCode, name);
    return { host: found.host, port: found.port };
  }

  async function anyBroker(): Promise<Broker> {
    const [broker] = (await metadata([])).brokers;
    if (broker === undefined) throw new KafkaFailure('BROKER_NOT_AVAILABLE', 'the cluster has no broker');
    return broker;
  }

  return {
    ...wire,
    anyBroker,
    describe: () => metadata([]),
    async partitionsOf(topic) {
      return counts.get(topic) ?? (await topicOf(topic))?.leaders.length;
    },
    async leaderOf(topic, partition) {
      const found = await topicOf(topic);
      if (found === undefined) {
        counts.delete(topic);
        throw new KafkaFailure('UNKNOWN_TOPIC_OR_PARTITION', `there is no topic ${topic}`);
      }
      const leader = known.get(found.leaders[partition] ?? -1);
      if (leader === undefined) throw new KafkaFailure('LEADER_NOT_AVAILABLE', `${topic} has no leader now`);
      return leader;
    },
    coordinatorOf: (kind, name) => remembered(coordinators, `${kind} ${name}`, () => find(kind, name)),
    async routed(work, { uncertain = false, ms = options.requestTimeoutMs } = {}) {
      const until = clock.monotonic() + ms;
      for (let attempts = 1; ; attempts += 1) {
        try {
          return await work();
        } catch (error) {
          if (isMoved(error) || isUncertain(error)) forget();
          const isAgain = isMoved(error) || (uncertain && isUncertain(error));
          if (!isAgain || clock.monotonic() > until) throw error;
          await clock.sleep(pauseAfter(attempts, pauses));
        }
      }
    },
  };
}

/** Once for all who ask at the same time; a failure is remembered by nobody. */
function remembered<Result>(
  map: Map<string, Promise<Result>>,
  name: string,
  find: () => Promise<Result>,
): Promise<Result> {
  const before = map.get(name);
  if (before !== undefined) return before;
  const found = find();
  map.set(name, found);
  const forget = () => {
    if (map.get(name) === found) map.delete(name);
  };
  found.then((result) => result === undefined && forget(), forget);
  return found;
}
