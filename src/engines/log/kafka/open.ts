import { deleteRecordsV2 } from '@platformatic/kafka';
import { type Clock, idMaker, type Random } from '../../../kit/index.ts';
import type { Lag, Log, LogRecord, Membership } from '../index.ts';
import { partitionOf } from '../partition-of.ts';
import { openCluster } from './cluster.ts';
import { check, isCode, toldOf } from './failure.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { openMembership } from './membership.ts';
import { earliest, end, marksOf, offsetOf } from './offsets.ts';
import type { KafkaOptions } from './options.ts';
import { type Group, openLanes } from './producing.ts';
import { openReading } from './reading.ts';
import { messagesOf } from './record.ts';
import { openTopics, type Topic } from './topics.ts';
import { beginWriter } from './transactions.ts';

export interface OpenKafkaLogOptions {
  readonly options: KafkaOptions;
  readonly clock: Clock;
  readonly random: Random;
}

/** Who reads what: a topic of the adapter's own. */
const readersTopic = '$readers';
const dayMs = 24 * 3_600_000;

/** The log port on Kafka (decision 0136). Connects when it is first asked for something. */
export async function openKafkaLog({ options, clock, random }: OpenKafkaLogOptions): Promise<Log> {
  const cluster = openCluster(options, { clock });
  const topics = openTopics(cluster, options);
  const lanes = openLanes(cluster, options);
  const reading = openReading(cluster, { clock, ...options });
  const makeId = idMaker(clock, random);
  let ledger: Promise<Ledger> | undefined;

  /** By partition: the records of each key as one. */
  function sorted(
    topic: string,
    partitions: number,
    records: readonly LogRecord[],
  ): ReadonlyMap<number, readonly Group[]> {
    const how = { kinds: topics.kindsOf(topic), unique: makeId };
    const keys = [...Map.groupBy(records, ({ key }) => key)];
    const groups = keys.map(([key, some]) => ({
      partition: partitionOf(key, partitions),
      messages: some.flatMap((record) => messagesOf(record, how)),
    }));
    const byPartition = Map.groupBy(groups, ({ partition }) => partition);
    return new Map([...byPartition].map(([partition, some]) => [partition, some.map(({ messages }) => messages)]));
  }

  /** Resolves to the offset of the last of them, where they are of one partition. */
  async function append(topic: string, records: readonly LogRecord[]): Promise<number> {
    const { name, partitions } = await topics.of(topic);
    const work = [...sorted(topic, partitions, records)].map(([partition, groups]) =>
      lanes.append(name, partition, groups),
    );
    const told = await Promise.allSettled(work);
    const failure = told.find((each) => each.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
    return Math.max(-1, ...told.map((each) => (each.status === 'fulfilled' ? each.value : -1)));
  }

  async function openReaders(): Promise<Ledger> {
    await topics.declare(readersTopic, { partitions: 1, keep: { what: 'latest', ms: dayMs } });
    const { name } = await topics.of(readersTopic);
    return openLedger({
      append: (records) => append(readersTopic, records),
      readOn: (from, isKnown) => reading.read(name, { partition: 0, from, limit: 10_000, waitMs: isKnown ? 1_000 : 0 }),
    });
  }

  function readers(): Promise<Ledger> {
    ledger ??= openReaders();
    // What failed is opened anew for whoever asks again.
    ledger.catch(() => {
      ledger = undefined;
    });
    return ledger;
  }

  const groupOf = (reader: string) => `${options.prefix}.${reader}`;

  async function join(topic: string, reader: string): Promise<Membership> {
    const { name, partitions } = await topics.of(topic);
    const group = groupOf(reader);
    return openMembership({
      ...{ topic, reader, partitions, claimEveryMs: options.claimEveryMs, clock, makeId, ledger: await readers() },
      begin: (partition) => beginWriter(cluster, `${name}/${reader}/${partition}`, { clock, options }),
      marks: (some) => marksOf(cluster, { group, name, partitions: some }),
      mark: (writer, partition, next) => writer.mark({ group, name, partition, next }),
      async append(writer, to, records) {
        const target = await topics.of(to);
        const batches = [...sorted(to, target.partitions, records)];
        await writer.append(
          batches.map(([partition, groups]) => ({ name: target.name, partition, messages: groups.flat() })),
        );
      },
    });
  }

  async function boundsOf(name: string, partition: number) {
    const [first = 0, last = 0] = await Promise.all(
      [earliest, end].map((at) => offsetOf(cluster, { name, partition, at })),
    );
    return { earliest: Math.min(first, last), end: last };
  }

  async function lagOf(
    name: string,
    { partition, next }: { readonly partition: number; readonly next: number | undefined },
  ): Promise<Lag> {
    const bounds = await boundsOf(name, partition);
    const from = Math.max(next ?? 0, bounds.earliest);
    if (from >= bounds.end) return { partition, next, behind: 0 };
    // Markers of transactions have offsets as well, and are nothing to be read.
    const { records } = await reading.read(name, { partition, from, limit: 1, waitMs: 0 });
    return { partition, next, behind: records.length === 0 ? 0 : bounds.end - from };
  }

  return {
    declare: (topic, settings) => told(() => topics.declare(topic, settings)),
    partitions: (topic) => told(async () => (await topics.of(topic)).partitions),
    append: (topic, records) =>
      told(async () => {
        if (records.length > 0) await append(topic, records);
      }),
    read: (topic, wanted) => told(async () => reading.read((await topics.of(topic)).name, wanted)),
    bounds: (topic, partition) => told(async () => boundsOf((await topics.of(topic)).name, partition)),
    offsetAt: (topic, { partition, at }) =>
      told(async () => {
        const { name } = await topics.of(topic);
        const found = await offsetOf(cluster, { name, partition, at: BigInt(Math.max(0, Math.ceil(at))) });
        return found ?? (await boundsOf(name, partition)).end;
      }),
    join: (topic, reader) => told(() => join(topic, reader)),
    lag: (topic, reader) =>
      told(async () => {
        const { name, partitions } = await topics.of(topic);
        const all = Array.from({ length: partitions }, (_, partition) => partition);
        const marks = await marksOf(cluster, { group: groupOf(reader), name, partitions: all });
        return Promise.all(all.map((partition) => lagOf(name, { partition, next: marks.get(partition) })));
      }),
    sweep: (topic) => told(() => sweep(topic)),
    async close() {
      cluster.close();
    },
  };

  /**
   * Kafka lets go whole segments, when it comes to that: what is old in a topic that keeps what is recent goes here to the
   * record. Superfluous records are Kafka's alone.
   */
  async function sweep(topic: string): Promise<number> {
    const [policy, kept] = [
      await topics.settingOf(topic, 'cleanup.policy'),
      await topics.settingOf(topic, 'retention.ms'),
    ];
    if (policy !== 'delete' || kept === undefined || Number(kept) < 0) return 0;
    const target = await topics.of(topic);
    const before = clock.now() - Number(kept);
    let went = 0;
    for (let partition = 0; partition < target.partitions; partition += 1)
      went += await drop(target, { partition, before });
    reading.forget();
    return went;
  }

  async function drop(
    { name }: Topic,
    { partition, before }: { readonly partition: number; readonly before: number },
  ): Promise<number> {
    const bounds = await boundsOf(name, partition);
    const upTo = (await offsetOf(cluster, { name, partition, at: BigInt(before + 1) })) ?? bounds.end;
    if (upTo <= bounds.earliest) return 0;
    try {
      await cluster.routed(async () => {
        const wish = { name, partitions: [{ partitionIndex: partition, offset: BigInt(upTo) }] };
        const broker = await cluster.leaderOf(name, partition);
        const { topics: answers } = await cluster.ask(broker, deleteRecordsV2.api, [[wish], options.requestTimeoutMs]);
        check(answers[0]?.partitions[0]?.errorCode ?? 0, name);
      });
    } catch (error) {
      // Then Kafka's own way is what there is.
      if (isCode(error, 'TOPIC_AUTHORIZATION_FAILED')) return 0;
      throw error;
    }
    return upTo - bounds.earliest;
  }
}

async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toldOf(error);
  }
}
