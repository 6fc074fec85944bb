import { ConfigResourceTypes, createTopicsV7, describeConfigsV4, incrementalAlterConfigsV1 } from '@platformatic/kafka';
import type { Keep, TopicSettings } from '../index.ts';
import type { Cluster } from './cluster.ts';
import { check, isCode, KafkaFailure } from './failure.ts';
import { settingsOf } from './keep.ts';
import type { KafkaOptions } from './options.ts';

export interface Topic {
  /** Kafka’s name of it. */
  readonly name: string;
  readonly partitions: number;
}

export interface Topics {
  /** The topic, made where it is new: it then keeps everything. */
  of(topic: string): Promise<Topic>;
  declare(topic: string, settings: TopicSettings): Promise<void>;
  /** The kinds its records have, as far as this process was told. */
  kindsOf(topic: string): readonly string[];
  /** A setting as it is now; undefined where it has none. */
  settingOf(topic: string, setting: string): Promise<string | undefined>;
}

export function openTopics(cluster: Cluster, options: KafkaOptions): Topics {
  const kinds = new Map<string, readonly string[]>();
  const { replication, minInSync } = options;
  const nameOf = (topic: string) => `${options.prefix}.${encodedName(topic)}`;

  async function make(topic: string, { partitions = options.partitions, keep }: TopicSettings): Promise<Topic> {
    const name = nameOf(topic);
    const known = await cluster.partitionsOf(name);
    if (known !== undefined) return { name, partitions: known };
    const settings = { ...settingsOf(keep), 'min.insync.replicas': String(Math.min(minInSync, replication)) };
    await create({ name, partitions, settings });
    await cluster.routed(async () => {
      for (let partition = 0; partition < partitions; partition += 1) await cluster.leaderOf(name, partition);
    });
    // Another process may have been first, with another number of them.
    return { name, partitions: (await cluster.partitionsOf(name)) ?? partitions };
  }

  async function create(topic: Topic & { readonly settings: Readonly<Record<string, string>> }): Promise<void> {
    const configs = Object.entries(topic.settings).map(([name, value]) => ({ name, value }));
    const { name, partitions: numPartitions } = topic;
    const wish = { name, numPartitions, replicationFactor: replication, assignments: [], configs };
    try {
      await cluster.routed(
        async () => {
          const broker = await cluster.anyBroker();
          const { topics } = await cluster.ask(broker, createTopicsV7.api, [[wish], options.requestTimeoutMs, false]);
          for (const { errorCode, errorMessage } of topics) check(errorCode, `${name} (${errorMessage ?? ''})`);
        },
        { uncertain: true },
      );
    } catch (error) {
      if (!isCode(error, 'TOPIC_ALREADY_EXISTS')) throw error;
    }
  }

  async function settingsNow(name: string): Promise<ReadonlyMap<string, string>> {
    return cluster.routed(async () => {
      const resource = { resourceType: ConfigResourceTypes.TOPIC, resourceName: name };
      const { results } = await cluster.ask(await cluster.anyBroker(), describeConfigsV4.api, [[resource]]);
      const [result] = results;
      if (result === undefined) throw new KafkaFailure('UNKNOWN_SERVER_ERROR', `nothing is said of ${name}`);
      check(result.errorCode, name);
      return new Map(result.configs.map((each) => [each.name, each.value ?? '']));
    });
  }

  async function alter(name: string, keep: Keep): Promise<void> {
    const now = await settingsNow(name);
    const other = Object.entries(settingsOf(keep)).filter(([setting, value]) => now.get(setting) !== value);
    // Declared at every start: most often it is so already.
    if (other.length === 0) return;
    const configs = other.map(([setting, value]) => ({ name: setting, configOperation: 0 as const, value }));
    const resource = { resourceType: ConfigResourceTypes.TOPIC, resourceName: name, configs };
    await cluster.routed(
      async () => {
        const answer = await cluster.ask(await cluster.anyBroker(), incrementalAlterConfigsV1.api, [[resource], false]);
        for (const { errorCode } of answer.responses) check(errorCode, name);
      },
      { uncertain: true },
    );
  }

  const everything: TopicSettings = { keep: { what: 'everything' } };
  return {
    of: (topic) => make(topic, everything),
    async declare(topic, settings) {
      const { keep } = settings;
      if (keep.what === 'latest') kinds.set(topic, keep.kinds ?? []);
      const { name } = await make(topic, settings);
      await alter(name, keep);
    },
    kindsOf: (topic) => kinds.get(topic) ?? [],
    settingOf: async (topic, setting) => (await settingsNow(nameOf(topic))).get(setting),
  };
}

/** Kafka takes letters, digits, dots, hyphens and underscores: what is none of the first four becomes `_` and its UTF-8 in hex. */
export function encodedName(topic: string): string {
  return topic.replace(/[^a-zA-Z0-9.-]/gu, (letter) => `_${Buffer.from(letter).toString('hex')}`);
}
