import {
  addOffsetsToTxnV3,
  addPartitionsToTxnV3,
  apiVersionsV3,
  ConfigResourceTypes,
  createTopicsV7,
  deleteGroupsV2,
  deleteTopicsV6,
  describeConfigsV4,
  endTxnV3,
  fetchV12,
  findCoordinatorV4,
  initProducerIdV4,
  listOffsetsV7,
  metadataV12,
  offsetFetchV8,
  produceV9,
  txnOffsetCommitV3,
} from '@platformatic/kafka';
import { type BijouError, type Clock, hasCode, sentenceOf, systemRandom } from '../../../kit/index.ts';
import { type Examine, type Finding, fine, wrong } from '../../connection/index.ts';
import type { StoredRecord } from '../index.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { check, toldOf } from './failure.ts';
import { openKafkaLog } from './open.ts';
import type { KafkaOptions } from './options.ts';
import { whyNot } from './whynot.ts';
import type { Broker } from './wire.ts';

const mostOffMs = 2_000;
const leastMessageBytes = 1_000_000;
const dayMinutes = 24 * 60;

/** All that the adapter asks brokers for, in the one version that it speaks. */
const spoken = {
  ...{ Metadata: metadataV12.api, FindCoordinator: findCoordinatorV4.api, Produce: produceV9.api, Fetch: fetchV12.api },
  ...{ ListOffsets: listOffsetsV7.api, OffsetFetch: offsetFetchV8.api, CreateTopics: createTopicsV7.api },
  ...{ InitProducerId: initProducerIdV4.api, AddPartitionsToTxn: addPartitionsToTxnV3.api, EndTxn: endTxnV3.api },
  ...{ AddOffsetsToTxn: addOffsetsToTxnV3.api, TxnOffsetCommit: txnOffsetCommitV3.api },
  DescribeConfigs: describeConfigsV4.api,
};

/** What doctor tries on a cluster: see `Examine`. */
export const examineKafka: Examine<KafkaOptions> = async function* (options, { clock }) {
  const cluster = openCluster(options, { clock });
  try {
    let found: Awaited<ReturnType<Cluster['describe']>>;
    try {
      found = await cluster.describe();
    } catch (error) {
      yield whyNot(error, options);
      return;
    }
    yield fine('encryption', options.tls === false ? 'Connections are plain.' : 'Connections are encrypted.');
    yield await reach(cluster, found.brokers);
    const old = await tooOld(cluster);
    if (old !== undefined) {
      yield old;
      return;
    }
    yield fine('version', 'Kafka 3.0 or later.');
    yield* replication(cluster, options, found.brokers.length);
    yield* settings(cluster, options, found.brokers);
    yield* use(cluster, options, clock);
  } catch (error) {
    yield wrong('look at it', 'down', `The cluster answered, and then no more: ${sentenceOf(toldOf(error))}`);
  } finally {
    cluster.close();
  }
};

/** Brokers say where they are: where that is wrong, whoever found one finds no other. */
async function reach(cluster: Cluster, brokers: readonly Broker[]): Promise<Finding> {
  const away: string[] = [];
  for (const broker of brokers)
    await cluster
      .ask(broker, metadataV12.api, [[], false, false])
      .catch(() => away.push(`${broker.host}:${broker.port}`));
  const count = brokers.length === 1 ? '1 broker' : `${brokers.length} brokers`;
  if (away.length === 0) return fine('connect', `${count} found, and each answers.`);
  return wrong(
    'connect',
    'down',
    `${away.join(', ')} gave no answer, of ${count}. Where the broker runs, its "advertised.listeners" say an address that is none from here.`,
  );
}

async function tooOld(cluster: Cluster): Promise<Finding | undefined> {
  const { apiKeys } = await cluster.ask(await cluster.anyBroker(), apiVersionsV3.api, ['bijou', '1']);
  const missing = Object.entries(spoken).filter(([, { key, version }]) => {
    const range = apiKeys.find(({ apiKey }) => apiKey === key);
    return range === undefined || version < range.minVersion || version > range.maxVersion;
  });
  if (missing.length === 0) return undefined;
  const names = missing.map(([name]) => name).join(', ');
  return wrong(
    'version',
    'too-old',
    `These brokers do not speak what Bijou does (${names}): Kafka 3.0 or later is needed.`,
  );
}

async function* replication(cluster: Cluster, options: KafkaOptions, brokers: number): AsyncIterable<Finding> {
  const { prefix, minInSync } = options;
  const copies = options.replication;
  if (copies > brokers)
    return yield wrong(
      'replication',
      'settings',
      `"replication" is ${copies}, and ${brokers} can be reached: no topic can be made. Start or add brokers, or lower it.`,
    );
  if (minInSync > copies)
    return yield wrong(
      'replication',
      'settings',
      `"minInSync" is ${minInSync} of ${copies} copies: nothing could ever be written. Lower it.`,
    );
  const { topics } = await cluster.ask(await cluster.anyBroker(), metadataV12.api, [null, false, false]);
  const partitions = topics
    .filter(({ name }) => name?.startsWith(`${prefix}.`))
    .flatMap((topic) => topic.partitions.map((partition) => ({ name: topic.name ?? '', ...partition })));
  const namesOf = (some: readonly { readonly name: string }[]) => [...new Set(some.map(({ name }) => name))].join(', ');
  const few = partitions.filter(({ replicaNodes }) => replicaNodes.length < copies);
  const behind = partitions.filter(({ isrNodes, replicaNodes }) => isrNodes.length < replicaNodes.length);
  if (few.length > 0)
    yield wrong(
      'replication',
      'settings',
      `${namesOf(few)} lie on fewer than ${copies} brokers: give them more with kafka-reassign-partitions.`,
    );
  else if (behind.length > 0)
    yield wrong(
      'replication',
      'settings',
      `Of ${namesOf(behind)} some copies are behind now: look whether all brokers run.`,
    );
  else if (copies === 1)
    yield wrong(
      'replication',
      'settings',
      'Each record lies on one broker alone: with it, all that it holds is away, or lost. With three brokers set "replication" to 3.',
    );
  else if (minInSync === 1)
    yield wrong(
      'replication',
      'settings',
      '"minInSync" is 1: a record that was answered for may lie on one broker alone, and be lost with it. Set it to 2.',
    );
  else if (minInSync === copies)
    yield wrong(
      'replication',
      'settings',
      `"minInSync" is all ${copies} copies: with a broker away nothing can be written. Set it to ${copies - 1}.`,
    );
  else yield fine('replication', `${copies} copies of each record, ${minInSync} before it is answered for.`);
}

async function* settings(
  cluster: Cluster,
  { transactionTimeoutMs }: KafkaOptions,
  brokers: readonly (Broker & { readonly nodeId: number })[],
): AsyncIterable<Finding> {
  const [broker] = brokers;
  if (broker === undefined) return;
  const resource = { resourceType: ConfigResourceTypes.BROKER, resourceName: String(broker.nodeId) };
  const { results } = await cluster.ask(broker, describeConfigsV4.api, [[resource]]);
  if (results[0]?.errorCode !== 0) {
    yield fine('settings', 'This user may not see the brokers’ settings, and need not.');
    return;
  }
  const of = new Map(results[0].configs.map(({ name, value }) => [name, value ?? '']));
  const number = (name: string) => Number(of.get(name) ?? Number.NaN);
  const faults = [
    of.get('unclean.leader.election.enable') === 'true' &&
      'unclean.leader.election.enable is on: records that were answered for are lost when a broker leads that did not have them. Turn it off.',
    number('message.max.bytes') < leastMessageBytes &&
      `message.max.bytes is ${number('message.max.bytes')}: batches are larger. Set it to 1048588 or more.`,
    number('transaction.max.timeout.ms') < transactionTimeoutMs &&
      `transaction.max.timeout.ms is less than "transactionTimeoutMs" (${transactionTimeoutMs}): lower that.`,
    number('offsets.retention.minutes') < dayMinutes &&
      'offsets.retention.minutes is less than a day: where readers are is forgotten. Set it to 10080.',
    brokers.length >= 3 &&
      (number('offsets.topic.replication.factor') < 3 || number('transaction.state.log.replication.factor') < 3) &&
      'offsets.topic.replication.factor or transaction.state.log.replication.factor are less than 3: with one broker, readers stand still. Reassign those topics.',
  ].filter((fault) => fault !== false);
  for (const fault of faults) yield wrong('settings', 'settings', fault);
  if (faults.length === 0) yield fine('settings', 'The brokers’ settings lose and hinder nothing.');
}

/** Everything that Bijou does, under names that are gone afterwards. */
async function* use(cluster: Cluster, options: KafkaOptions, clock: Clock): AsyncIterable<Finding> {
  const prefix = `${options.prefix}.doctor-${clock.now()}`;
  const log = await openKafkaLog({ options: { ...options, prefix, partitions: 1 }, clock, random: systemRandom });
  let doing = 'make a topic';
  try {
    await log.declare('x', { partitions: 1, keep: { what: 'latest', ms: 3_600_000 } });
    doing = 'write';
    const before = clock.now();
    await log.append('x', [{ key: 'k', value: 'v' }]);
    const after = clock.now();
    doing = 'read';
    const { records } = await log.read('x', { partition: 0, from: 0, limit: 1, waitMs: options.requestTimeoutMs });
    doing = 'write in a transaction';
    const member = await log.join('x', 'doctor');
    const [owned] = await member.claim();
    if (owned !== undefined) await member.append(owned, 'x', [{ key: 'k', value: 'owned' }]);
    doing = 'keep where a reader is';
    if (owned !== undefined) await member.mark(owned, 1);
    await log.lag('x', 'doctor');
    await member.leave();
    yield fine('permissions', `Topics are made, written, read and followed under ${options.prefix}.`);
    yield clockOf(records[0], { before, after });
  } catch (error) {
    const told = toldOf(error);
    if (!hasCode(told, 'log.refused')) yield wrong(doing, 'down', `To ${doing} failed: ${sentenceOf(told)}`);
    else
      yield wrong(
        'permissions',
        'permissions',
        `To ${doing} failed: ${(told as BijouError).details.why}. Bijou's user needs Create, Describe, DescribeConfigs, AlterConfigs, Read, Write and Delete on topics, Read and Delete on groups, and Describe and Write on transactional ids that begin with ${options.prefix}.`,
      );
  } finally {
    await log.close();
    yield* clean(cluster, prefix, options);
  }
}

function clockOf(
  record: StoredRecord | undefined,
  { before, after }: { readonly before: number; readonly after: number },
): Finding {
  if (record === undefined) return wrong('read', 'slow', 'What was written a moment ago is not to be read yet.');
  const off = record.at < before ? record.at - before : Math.max(0, record.at - after);
  if (Math.abs(off) <= mostOffMs) return fine('clock', 'Clocks agree within two seconds.');
  const seconds = `${Math.abs(off / 1000).toFixed(1)} s ${off > 0 ? 'ahead of' : 'behind'}`;
  return wrong(
    'clock',
    'clock',
    `The brokers’ clock is ${seconds} ours. Let all machines follow one NTP: how long records are kept goes by it.`,
  );
}

async function* clean(cluster: Cluster, prefix: string, { requestTimeoutMs }: KafkaOptions): AsyncIterable<Finding> {
  const names = ['x', '_24readers'].map((name) => ({ name: `${prefix}.${name}` }));
  try {
    const answer = await cluster.ask(await cluster.anyBroker(), deleteTopicsV6.api, [names, requestTimeoutMs]);
    // Three: it was never made.
    for (const { errorCode, name } of answer.responses) check(errorCode === 3 ? 0 : errorCode, name ?? '');
    const group = `${prefix}.doctor`;
    await cluster.ask(await cluster.coordinatorOf('group', group), deleteGroupsV2.api, [[group]]);
  } catch (error) {
    yield wrong(
      'delete',
      'permissions',
      `What was tried could not be taken away (${prefix}.*): ${sentenceOf(toldOf(error))}`,
    );
  }
}
